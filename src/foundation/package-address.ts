/** Where the package is published: an address that names the tool and begins the names it coins in other standards. */
export const packageAddress = 'https://www.npmjs.com/package/heroku-compliance'
