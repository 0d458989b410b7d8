import assert from 'node:assert/strict'

import type {Report} from '../../src/model/report.js'
import type {Scope} from '../../src/model/snapshot.js'
import type {RenderOptions} from '../../src/report/render-options.js'
import type {World} from '../fixtures/types.js'

import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {loadCatalog} from '../../src/catalog/catalog.js'
import {defaultFrameworks} from '../../src/model/framework.js'
import {isBreach} from '../../src/model/observation.js'
import {terminal} from '../../src/report/terminal/terminal.js'
import {clinic, policeVendor, startUp, tidyApp} from '../fixtures/companies.js'
import {sample} from '../fixtures/sample.js'
import {collectWith, rememberOutcomes} from './run.js'

const worlds: Readonly<Record<string, () => World>> = {
  'the clinic': clinic,
  'the police vendor': policeVendor,
  'the sample': sample,
  'the start-up': startUp,
}

const commands = [
  {command: 'compliance:check', frameworks: defaultFrameworks, lines: 40, view: 'findings'},
  {command: 'compliance:pci', frameworks: ['pci'], lines: 60, view: 'matrix'},
  {command: 'compliance:cjis', frameworks: ['cjis'], lines: 60, view: 'matrix'},
] as const

async function assess(make: () => World, scope: Scope, frameworks: readonly string[]): Promise<Report> {
  const catalog = loadCatalog(frameworks)
  return assessSnapshot(await collectWith(rememberOutcomes(make()), scope, catalog), catalog, {
    allowUnknown: false,
    failOn: 'high',
    scopeKind: scope.kind,
    version: '0.0.0',
  })
}

const screen = (report: Report, command: string, columns: number, view: RenderOptions['view']) =>
  terminal(report, {color: false, columns, invocation: {args: ['--all'], command}, view})
    .trimEnd()
    .split('\n')

describe('one screen', () => {
  for (const [name, make] of Object.entries(worlds))
    for (const {command, frameworks, lines: limit, view} of commands)
      it(`holds ${command} of ${name}, with the verdict, the worst failure and a command in 24 lines`, async () => {
        const report = await assess(make, {kind: 'all'}, frameworks)
        for (const columns of [80, 120]) {
          const lines = screen(report, command, columns, view)
          assert.ok(lines.length <= limit, `${lines.length} lines at ${columns} columns`)
          const top = lines.slice(0, 24).join('\n')
          assert.match(top, /^(?:✓|✗|\?) \S+/m)
          assert.match(top, new RegExp(`heroku (?:${command}|compliance:fix) --all`))
          if (report.observations.some(isBreach)) assert.match(top, /^(?:critical|high|medium|low) +\S/m)
        }
      })

  it('holds an app of which every check holds in 24 lines', async () => {
    const report = await assess(tidyApp, {kind: 'app', name: 'tidemark-tidy'}, defaultFrameworks)
    for (const columns of [80, 120]) {
      const lines = screen(report, 'compliance:check', columns, 'findings')
      assert.ok(lines.length <= 24, `${lines.length} lines at ${columns} columns`)
      assert.match(lines.join('\n'), /✓ Every check holds\./)
    }
  })
})
