const {readdirSync, readFileSync} = require('node:fs')
const path = require('node:path')

const root = path.join(__dirname, '..', 'dist', 'test')

/** Every test that draws a sample of a sweep: here it runs all of it. */
module.exports = {
  spec: readdirSync(root, {encoding: 'utf8', recursive: true})
    .filter(file => file.endsWith('.test.js') && !/^(?:browser|consumers|e2e)[/\\]/.test(file))
    .map(file => path.join(root, file))
    .filter(file => readFileSync(file, 'utf8').includes('/sweep.js')),
  require: [path.join(root, 'helpers', 'init.js')],
  forbidOnly: true,
  parallel: true,
  jobs: 2,
  reporter: 'dot',
  timeout: 1_800_000,
}
