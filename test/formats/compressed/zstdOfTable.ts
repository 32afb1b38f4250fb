/** What `zstd -19` made of the table that `tableText` gives, with its checksum. */
export const zstdOfTable =
  'KLUv/WSZFI0pABqNzA8XgEslHcD/f1PczMDUkVJKmVL6LM5UXMEIAfAA8ACBm0/g5BK4eATuf+B8B65v4HgGLjwErlw1MtXGUxNL' +
  'LRy1+zXbtbo1mrXgUKsWjUq06dCkQosG7T3NNa0tjSUtNNCKNSPSbDgzocyCMftnpmdlZyRngWFWJSOSzchEZCH7ZbaslZGyEGQV' +
  'FaOg2MTEJCQWEbHHYw7HGo0xGAsRYvX66PTN55PLF4/v/+f76/vx/MLDVy6PTN54PLF44fDue7a9uh5NLzh41eqo1E2nk0oXje59' +
  '57pr27HsQkNXLI5I3HA4oXDB4H7ONFcGJEcGxQUGE7gKokaBaRPMJKgsgsDYA/ociNfgHYNyIQgAFHAgAQGCsAUGYKABBAg4IBjg' +
  'QAAGKBAIQEChi0bo3ofOdejaho5l6EJD6IpVHJGKG05xQikuGMWdL850cWWLI1lcYCiuijgi4maIEyEuiPuJs4lriSOJC4G4ihqO' +
  'goabmOEkZLiIGO7x4RwertHhGBwuRBiuXsLRSbj5CCcX4eIh3H/hfAvXVziewoUH4coVHJmCG09wYgkuHMHdD852cHWDoxlccAiu' +
  'WueodG4656RyLhrn3p9zfa7tOZbnQsO5YpkjkrnhmBOKuWCY+82ZNlfWHElzgcFcVTmicjPlRMpFub+cXa4tR5YLoVxFkaMgchND' +
  'TkLIRQS5x8k5TK5RcgySCxHI1StwdAprg0cGL4TgVVR1FFTdxFQnIdVFRHWPV+dwdY1Wx2B1IUJ19aKOTtTNhzq5UBcP6v5T55u6' +
  'vtTxpC48UFeu6cg03XimE8t04Zju/nS2p6s7Hc3pgsN01ZKOStJNRzqpSBcN6d5L51q6ttKxlC40SFes6IgU3XCiE0p0wYjuj850' +
  'dGWjIxldYIiu6h3Ru5l3Iu/i3f/Ofte+I9+F8K6i3FGQu4lxJyHuIsLd4+4cdteoOwbdhQju6tWOTu3m004u7eLR7n873+36tuPZ' +
  'Ljy0Kxc7MrEbDzuxsAsHu/vsbLOry44mu+DArlqho1LophM6qQQrV3lkKm885YmlvHCUd7882+XVLY9mecGhvGqRRyXypkOeVMiL' +
  'BnnvyXNNXlvyWJIXGsgr1nhEGm844wllvGCM949neryy45EcLzCMVyUekXgz4omIF+L94tniteKR4oUgXkWFR0HhTUx4EhJeRIT3' +
  'eHgOh9doeAyGFyKEV697dLo3n3tyuRePe//v+b7X9x7Pe+HhXrnskcneeOyJxV447N23Z9teXXs07QUHe9WqR6V606knlXrRqPe+' +
  'nut6beuxrBca6hWLHpHoDYeeUOgFg95PzzS9svRI0gsM9KqCRxS8meCJBC8ieH/w7OCBj6gRKBBVH/Y7gZZAIvkRKAjvB5Q9E8KY' +
  '97vSNQc43MBGNaBPt2XdTLRWC231jeN4DuiQ9SKIdNkA0kYnwJL3XXSdA47cmI01oAOjZTUTWtWCrdwgHOSgnuo7soiqoUxQlSKO' +
  'vN1VlxzB8UY21KBOzS2LmdKqlmiLbxjHHKSDu0IJqQ8hZHUJCGfeu6LrOcLhBjZqQK+/sphZWlcr2vob4zAHdLCqoIjsMImshsjC' +
  'yLtddJ0Djm6wUQ2mB3dZNDNa1Yq2/MY4noPpsFspPO2QjnOE4w1trIFGZpRRDDC1bkgxTcu8F3GplVixChWVAhSkrs4plTKT16lA' +
  '1UoVqMhWLBajBcbnERQUlFBGARIMStiAQCKvuRorVATFmQgJIjQQ99BxoBdOrmxaCVQAAt7rXwEAALABRAbyKhMS+CU=';

/** 400 rows of three columns. */
export const tableText = `id,place,minutes\n${Array.from({ length: 400 }, (_, row) => `${row},dock ${(row * 7919) % 13},${row % 60}\n`).join('')}`;
