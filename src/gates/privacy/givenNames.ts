/** Common given names of many languages, and family names of East Asia, without accents. */
export const givenNames: ReadonlySet<string> = new Set(
  `james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason
  jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron henry adam peter nathan
  mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca
  sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine rachel carolyn janet catherine maria heather diane ruth julie olivia joyce virginia
  victoria kelly lauren christina joan evelyn judith megan alice jean doris hannah martha gloria teresa sara grace rose marie sophia charlotte amelia isabella mia ava owen harry oscar oliver noah liam ethan lucas logan mason
  hans peter wolfgang klaus jurgen michael thomas andreas stefan christian uwe bernd jens jorg frank markus matthias ralf martin sven tobias florian jan lukas leon finn jonas felix maximilian paul julian tim niklas
  ursula sabine monika petra claudia susanne gabriele birgit andrea heike silke anja katrin katharina julia lena lea leonie johanna sophie marlene greta heinrich friedrich karl fritz dieter gunter helmut ingrid renate erika anke
  jean pierre michel andre philippe alain bernard jacques daniel patrick nicolas christophe laurent julien sebastien thierry olivier francois guillaume antoine louis hugo mathis enzo theo clement maxime alexandre
  nathalie isabelle sylvie catherine martine christine francoise valerie sandrine veronique celine stephanie aurelie camille chloe manon lea ines juliette margaux elise mathilde pauline amandine lucie
  jose antonio manuel francisco juan luis javier miguel carlos jesus alejandro rafael pedro angel fernando pablo jorge sergio alberto diego adrian alvaro raul enrique ramon vicente andres joaquin mario ricardo eduardo
  carmen josefa isabel dolores pilar cristina marta lucia paula ana elena beatriz rosa raquel silvia patricia mercedes concepcion rocio alba irene nuria ines clara sofia valentina camila guadalupe esperanza
  giuseppe giovanni antonio mario luigi francesco angelo vincenzo pietro salvatore carlo franco domenico bruno paolo marco roberto andrea stefano luca matteo lorenzo alessandro davide simone giorgio riccardo fabio
  giulia chiara francesca sara martina valentina alessia elisa giorgia federica elena paola roberta daniela barbara rosa angela giovanna teresa lucia caterina silvia
  joao jose antonio francisco carlos paulo pedro lucas luiz marcos luis gabriel rafael daniel marcelo bruno eduardo felipe rodrigo manuel rui tiago nuno miguel diogo goncalo ricardo
  ana francisca antonia adriana juliana marcia fernanda patricia aline sandra camila amanda bruna jessica leticia julia luciana vanessa mariana gabriela beatriz ines catarina
  johannes jan cornelis hendrik willem pieter gerrit dirk jacob maria anna johanna daan sem bram thijs lars ruben milan luuk sanne fleur lotte femke anouk marieke wouter jeroen bas joost maarten
  jan stanislaw andrzej jozef tadeusz jerzy zbigniew krzysztof henryk ryszard kazimierz marek marian piotr janusz tomasz michal pawel jakub mateusz marcin lukasz adam szymon kacper filip wojciech
  anna maria katarzyna malgorzata agnieszka barbara krystyna ewa elzbieta zofia teresa magdalena joanna monika danuta jadwiga irena halina helena beata aleksandra dorota zuzanna natalia
  mehmet mustafa ahmet ali huseyin hasan ibrahim ismail osman yusuf murat omer fatma ayse emine hatice zeynep elif meryem emre can burak
  александр сергеи владимир андреи алексеи дмитрии николаи иван михаил евгении анна мария елена ольга наталья татьяна ирина светлана екатерина юлия анастасия
  mohammed mohamed muhammad ahmed omar hassan fatima aisha wei ling ming hiroshi takashi kenji yuki yoko akira sakura
  erik lars anders per nils karin eva ingrid astrid kari bjorn olav matti juha mikko
  佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 清水 山崎 阿部 森 池田 橋本 石川 王 李 张 刘 陈 杨 赵 黄 周 吴 김 이 박 최 정`.split(
    /\s+/,
  ),
);

/** Words that stand beside the names of persons. */
export const personTitles: ReadonlySet<string> = new Set(
  'mr mrs ms miss dr prof sir madam herr frau mme mlle m sr sra srta dott sig dhr mevr pan pani jr ii iii phd md dds'.split(
    ' ',
  ),
);

/** Words of the names of firms and things. */
export const firmWords: ReadonlySet<string> = new Set(
  `inc llc ltd gmbh ag kg ohg ug co corp company group sons sa sas sarl sl srl spa nv bv sp zoo oy ab as aps plc lda ltda eireli associati hijos freres fils of the and`.split(
    /\s+/,
  ),
);
