import type { PersonalKind } from './kinds';

/** Words of column names by kind, without accents; words that stand apart are written apart. */
export const nameWords: Readonly<Record<PersonalKind, string>> = {
  email: `email, e mail, email address, e mail address, mail address, email adresse, e mail adresse, mailadresse, emailadresse, adresse email, adresse mail, adresse e mail, direccion de correo, indirizzo email,
    indirizzo di posta, endereco de email, adres email, adres e mail, e mailadres, eposta adresi, mail, mailaddress, correo, correo electronico, courriel, adresse electronique, posta elettronica, eposta, e posta,
    correio, correio eletronico, poczta, emailadres, epost, sahkoposti, почта, электронная почта, емейл, メール, メールアドレス, 邮箱, 이메일`,
  phone: `phone, telephone, tel, telno, telnr, mobile, mobil, mobilephone, cell, cellphone, fax, handy, handynummer, rufnummer, telefon, telefonnummer,
    telefonnr, mobilnummer, telefono, movil, celular, telefone, telemovel, tlm, cellulare, portable, numero de telephone, telefoon, telefoonnummer, mobiel,
    komorka, komorkowy, numer telefonu, gsm, msisdn, whatsapp, puhelin, puhelinnumero, cep, cep telefonu, contact number, телефон, мобильный,
    номер телефона, 電話, 電話番号, 携帯, 手机, 电话, 전화, 전화번호`,
  card: `card, cardnumber, card number, creditcard, credit card, cc number, ccnum, cc num, pan, kreditkarte, kartennummer, kreditkartennummer, carte, carte bancaire,
    numero carte, tarjeta, carta di credito, numero carta, cartao, cartao de credito, creditcardnummer, kaartnummer, karta, karta kredytowa,
    numer karty, kart, kart no, kredi karti, карта, номер карты, カード番号, クレジットカード, 卡号, 카드번호`,
  iban: `iban, bank account, kontonummer, bankkonto, bankverbindung, compte bancaire, numero de compte, cuenta bancaria, cuenta, conto corrente,
    conta bancaria, rekeningnummer, bankrekening, numer konta, rachunek, hesap no, банковский счет, 口座番号`,
  ipAddress: `ip, ipaddr, ipaddress, ip address, ipv4, ipv6, client ip, remote addr, ip adresse, adresse ip, direccion ip, indirizzo ip, endereco ip,
    adres ip, ip adres, ip адрес, ipアドレス`,
  macAddress: `mac, macaddr, mac address, macaddress, mac adresse, adresse mac, direccion mac, indirizzo mac, endereco mac, adres mac, hw addr, hardware address, bssid`,
  nationalId: `national id, nationalid, ssn, social security, social security number, nino, national insurance, id card, identity number, identity card, personal id,
    personal number, ausweisnummer, personalausweis, ausweis, sozialversicherungsnummer, svnr, nir, numero securite sociale, securite sociale, secu, insee, carte identite, cni,
    dni, nie, documento de identidad, documento, cedula, carta identita, documento identita, cartao de cidadao, cpf, bsn, burgerservicenummer, sofinummer, pesel,
    dowod, dowod osobisty, tckn, tc kimlik, kimlik, kimlik no, personnummer, fodselsnummer, cpr, hetu, henkilotunnus, rodne cislo, cnp, egn, oib, amka, pps, ahv, curp,
    aadhaar, снилс, マイナンバー, 身份证, 身分證, 주민등록번호`,
  taxId: `tax id, taxid, tax number, tin, vat, vat number, vat id, utr, ein, itin, steuernummer, steuer id, steueridentifikationsnummer, idnr, umsatzsteuer id, ust id, ustid,
    numero fiscal, numero fiscale, spi, tva, siren, nif, cif, rfc, cuit, identificacion fiscal, codice fiscale, partita iva, piva, cf, contribuinte, cnpj, btw, btw nummer, rsin, nip,
    numer podatkowy, vkn, vergi no, vergi numarasi, инн, 法人番号, 納税者番号, 税号`,
  passport: `passport, passport number, passport no, reisepass, reisepassnummer, passnummer, passeport, pasaporte, passaporto, passaporte, paspoort, paspoortnummer, paszport,
    numer paszportu, pasaport, pasaport no, pass, pass nr, passi, паспорт, загранпаспорт, パスポート, 旅券番号, 护照, 여권`,
  imei: `imei, imei number, imeisv, device imei`,
  vin: `vin, vin number, vehicle identification, fahrgestellnummer, fin, numero de chassis, numero chassis, bastidor, telaio, numero telaio, numero di telaio,
    chassi, chassis, chassisnummer, numer vin, nadwozia, sasi no, 車台番号`,
  birthDate: `birth, birthdate, birth date, date of birth, dob, birthday, born, geburt, geburtsdatum, geburtstag, geb datum, gebdatum, geboren, naissance, date de naissance,
    date naissance, ddn, nacimiento, fecha de nacimiento, fecha nacimiento, nascita, data di nascita, data nascita, nascimento, data de nascimento, data nascimento,
    geboortedatum, geboorte, urodzenia, data urodzenia, dogum, dogum tarihi, fodt, fodselsdato, fodelsedatum, syntymaaika, рождения, дата рождения, 生年月日, 誕生日, 出生日期, 생년월일`,
  geoPosition: `lat, latitude, lng, lon, long, longitude, latlng, lat lng, latlon, lat lon, latlong, coordinates, coordinate, coords, coord, geo, geopoint, geo point, geolocation,
    location, gps, gps position, position, geoposition, koordinaten, breitengrad, laengengrad, langengrad, standort, coordonnees, coordenadas, latitud, longitud, latitudine,
    longitudine, coordinate geografiche, posizione, posicion, posicao, localizacao, ubicacion, breedtegraad, lengtegraad, coordinaten, locatie, wspolrzedne, szerokosc, dlugosc,
    polozenie, enlem, boylam, konum, широта, долгота, координаты, 緯度, 経度, 座標, 位置`,
  personName: `name, fullname, full name, firstname, first name, given name, lastname, last name, surname, family name, middle name, maiden name, person, contact name,
    contact person, customer name, client name, employee name, patient name, passenger, vorname, nachname, familienname, kundenname, ansprechpartner, inhaber, nom, prenom, nom complet,
    nom de famille, nom client, nombre, nombre completo, apellido, apellidos, primer nombre, nome, nome completo, nome e cognome, cognome, nominativo, sobrenome, apelido, primeiro nome, nome do cliente,
    naam, voornaam, achternaam, volledige naam, klantnaam, imie, nazwisko, imie i nazwisko, ad, soyad, soyadi, isim, ad soyad, adsoyad, cardholder, account name, account holder, kontoinhaber, titulaire, titular,
    intestatario, fornavn, etternavn, efternamn, fornamn, etunimi, sukunimi, имя, фамилия, фио, отчество, 氏名, 名前, 姓, 名, 姓名, 이름, owner name, author`,
  postalAddress: `address, street, street address, addr, address line, postal address, mailing address, home address, residence, adresse, anschrift, strasse, postanschrift, wohnort, lieferadresse,
    rue, adresse postale, direccion, calle, domicilio, direccion postal, indirizzo, via, residenza, endereco, rua, morada, logradouro, adres, straat, woonadres, postadres, ulica, adres zamieszkania,
    zamieszkania, sokak, cadde, ev adresi, adresi, адрес, улица, 住所, 地址, 주소`,
  userName: `username, user name, login, loginname, login name, userid, user id, handle, nickname, nick, screen name, account, account name, benutzer, benutzername, nutzername, anmeldename, kennung, nom utilisateur,
    nom d utilisateur, utilisateur, identifiant, pseudo, usuario, nombre de usuario, nombre usuario, nome utente, utente, nome de usuario, nome usuario, utilizador, nome de utilizador, gebruiker, gebruikersnaam, inlognaam,
    uzytkownik, nazwa uzytkownika, kullanici, kullanici adi, brukernavn, anvandarnamn, kayttajatunnus, логин, имя пользователя, пользователь, никнейм, ユーザー名, ユーザ名, ログイン, 用户名, 사용자명`,
};

/** Words that say that a column is about something and not the thing itself: `email_verified`, `phone_model`, `ip_count`. */
export const aboutWords = `verified, verify, confirmed, valid, validated, is, has, flag, type, kind, status, state, count, cnt, total, sum, avg, mean, hash, hashed, sha, md5, model, brand,
  version, opened, open, sent, clicked, click, bounce, bounced, domain, provider, template, subject, length, len, size, code, category, rate, ratio, score, optin, opt, consent, preferred, country, class, os,
  verifiziert, bestaetigt, anzahl, typ, art, verifie, confirme, nombre de, nb, verificado, confirmado, verificato, confermato, tipo, stato, aantal, geverifieerd, zweryfikowany, liczba, onayli, tur, durum, method, level, limit,
  issuer, network, expiry, expires, cvv, cvc, duration, visits, visited, plan, lead, format, mask, masked, present, missing, required, unit, share, percent, pct`;

/** Words of numbers and texts that things have: no person's number stands in such a column. */
export const otherWords = `order, orders, orderno, ordernumber, order id, invoice, sku, product, item, article, artikel, artikelnummer, serial, serialno, tracking, shipment, timestamp, created, updated, modified, inserted,
  build, price, amount, total, quantity, qty, isbn, ean, gtin, upc, barcode, hash, checksum, digest, uuid, guid, session, transaction, batch, lot, ticket, seq, sequence,
  epoch, unix, release, released, published, version, revision, bestellung, bestellnummer, rechnung, rechnungsnummer, produkt, preis, betrag, menge, commande, facture, produit, prix, montant, pedido, factura, producto, precio,
  importe, ordine, fattura, prodotto, prezzo, importo, encomenda, fatura, produto, preco, bestelling, factuur, prijs, bedrag, zamowienie, zamowienia, faktura, faktury, cena, kwota, siparis, fatura, urun, fiyat, hire, hired, ordered, paid, sold, signed, started, ended, completed, cancelled, delivered, purchased, posted, processed, uploaded, scheduled, issued, booked, start, end, due, shipped, expiry, expires, founded, opened,
  closed, event, joined, registered, signup, measured, sensor, voltage, ratio, temperature, weight, height, width, dimension, dimensions, event time, duration, bytes, commit, delivery, payment`;

/** Things that have names which are no person's. */
export const thingWords = `product, file, column, table, city, town, country, region, state, county, street, company, organisation, organization, org, brand, event, project, team, school, university, station, store, shop, dataset,
  model, category, class, domain, host, hostname, server, service, app, application, device, package, module, job, task, field, variable, feature, metric, function, method, species, common, genus, plant, animal, song, track, album, artist, band, movie, film, book, title, game, airport, airline, ship, vessel, hotel,
  restaurant, department, bank, course, font, color, colour, zone, repo, repository, branch, tag, display, short, long, code, stop, route, place, venue, stadium, club, fund, index, drug, medicine, ingredient, recipe, dish, sensor, node, cluster, bucket, queue, topic, schema, database, db, image, process, program, layer, parameter, property, attribute, theme,
  produkt, artikel, firma, firmen, stadt, land, ort, datei, unternehmen, produit, fichier, ville, pays, entreprise, societe, producto, archivo, ciudad, pais, empresa, prodotto, citta, paese, azienda, produto, cidade, stad, bedrijf, bestand, miasto, kraj, firmy, produktu, plik, sirket, sehir, urun, dosya, street`;
