import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import {selectCatalog, isFilePath, readCustomFrameworks} from '../../src/catalog/select-frameworks.js'
import {readChecks, readFrameworks} from '../../src/catalog/catalog.js'
import {commonQuestions} from '../../src/model/framework.js'

const example = fileURLToPath(new URL('../../../docs/example-framework.yml', import.meta.url))
const customFramework = 'web-apps-run-on-a-tested-stack'
const ids = (bundledIds: ReadonlyArray<{readonly id: string}>) => bundledIds.map(({id}) => id)

describe('isPath', () => {
  it('is a name with an ending of JSON or YAML, or with a separator', () => {
    for (const name of ['a.json', 'a.yml', 'A.YAML', './a', 'a/b', 'a\\b', '/a', 'C:\\rules.yml'])
      assert.ok(isFilePath(name), name)
  })

  it('is no id and no alias', () => {
    for (const name of ['all', 'a.yml.bak', 'json', ...readFrameworks().flatMap(({aliases, id}) => [id, ...aliases])])
      assert.ok(!isFilePath(name), name)
  })
})

describe('selectCatalog', () => {
  it('has the frameworks of files behind bundled ones, with the checks of both', async () => {
    const alone = await selectCatalog([example])
    assert.deepEqual(ids(alone.frameworks), ['house-rules'])
    assert.deepEqual(ids(alone.checks), [
      'log-drains-are-encrypted',
      'postgres-is-in-a-private-network',
      customFramework,
    ])
    assert.ok(alone.checks.every(({tests}) => tests.must.length > 0))
    assert.deepEqual(ids((await selectCatalog([example, 'pci', example])).frameworks), ['pci-dss-4.0.1', 'house-rules'])
    const frameworks = await selectCatalog(['all', example])
    assert.deepEqual(ids(frameworks.frameworks), [
      ...ids(readFrameworks().filter(({id, profileOf}) => profileOf === undefined && id !== commonQuestions)),
      'house-rules',
    ])
    assert.deepEqual(ids(frameworks.checks), [...ids(readChecks()), customFramework])
  })

  it('refuses an id that there is not, beside a file', async () => {
    await assert.rejects(selectCatalog([example, 'pic']), {message: 'There is no framework "pic".'})
  })

  it('refuses files that have a framework or a check of the same name', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'own-'))
    try {
      const write = (name: string, id: string, aliases: string[], check: string) => {
        const file = path.join(folder, name)
        writeFileSync(
          file,
          JSON.stringify({
            aliases,
            controls: [{checks: [check], id: 'A', kind: 'automatic', title: 'x'}],
            id,
            title: 'x',
            version: '1',
            checks: [
              {
                id: check,
                must: {team: {const: 'x'}},
                remediation: {text: 'x'},
                severity: 'low',
                subject: 'app',
                title: 'x',
                why: 'x',
              },
            ],
          }),
        )
        return file
      }

      const [a, b, c] = [
        write('a.json', 'one', [], 'x'),
        write('b.json', 'two', ['one'], 'y'),
        write('c.json', 'three', [], 'x'),
      ]
      await assert.rejects(readCustomFrameworks([a, b]), {message: `${a} and ${b} both define the framework one.`})
      await assert.rejects(readCustomFrameworks([a, c]), {message: `${a} and ${c} both define the check x.`})
      assert.equal((await readCustomFrameworks([b, c])).length, 2)
    } finally {
      rmSync(folder, {recursive: true})
    }
  })
})
