import assert from 'node:assert/strict'

import type {Control} from '../../src/model/framework.js'

import {createAjv} from '../../src/parsing/ajv.js'
import {isDecidable} from '../../src/model/framework.js'
import {loadCatalog, readChecks, readEndOfLife, readFields, readFrameworks} from '../../src/catalog/catalog.js'
import {errorSentences} from '../../src/parsing/schema-sentences.js'
import {listCatalogFolder, readCatalogFile} from '../../src/catalog/catalog-files.js'
import {snapshotErrors} from '../../src/catalog/validate-snapshot.js'
import {isCalendarDate} from '../../src/foundation/date.js'
import {endOfLifeDate, products} from '../../src/model/end-of-life.js'
import {UserError} from '../../src/foundation/user-error.js'
import {checksOfControl, commonQuestions} from '../../src/model/framework.js'
import {subjectKinds} from '../../src/model/subject.js'
import {pagesWithTables} from '../../tools/doc-tables.js'

const checks = readChecks()
const frameworks = readFrameworks()
const fields = readFields()
const checkIds = new Set(checks.map(({id}) => id))

const frameworkIds = (catalog: ReturnType<typeof loadCatalog>) => ({
  checks: catalog.checks.map(({id}) => id),
  frameworks: catalog.frameworks.map(({id}) => id),
})

function refusalOf(ids: readonly string[]): UserError {
  try {
    loadCatalog(ids)
  } catch (error) {
    assert.ok(error instanceof UserError)
    return error
  }

  throw new assert.AssertionError({message: 'nothing was refused'})
}

describe('the catalog', () => {
  it('has a file for each check, named by its id', () => {
    assert.deepEqual(
      checks.map(({id}) => id),
      listCatalogFolder('./checks/'),
    )
    assert.equal(checkIds.size, checks.length)
  })

  it('has a file for each framework, named by its id', () => {
    assert.deepEqual(
      frameworks.filter(({profileOf}) => profileOf === undefined).map(({id}) => id),
      listCatalogFolder('./frameworks/'),
    )
    const names = frameworks.flatMap(({aliases, id}) => [id, ...aliases])
    assert.equal(new Set(names).size, names.length)
    assert.ok(!names.includes('all'))
  })

  it('has a dictionary for every kind of subject', () => {
    assert.deepEqual(Object.keys(fields).sort(), [...subjectKinds].sort())
    const compile = createAjv()
    for (const [kind, entries] of Object.entries(fields))
      for (const [name, {about, from, schema}] of Object.entries(entries)) {
        assert.ok(about && from, `${kind}.${name}`)
        assert.doesNotThrow(() => compile.compile(schema), `${kind}.${name}`)
      }
  })

  it('says of every field when it is not known', () => {
    assert.deepEqual(
      Object.entries(fields).flatMap(([kind, all]) =>
        Object.entries(all)
          .filter(([, {gap}]) => !gap)
          .map(([name]) => `${kind}.${name}`),
      ),
      [],
    )
    for (const all of Object.values(fields))
      for (const {gap = '', policy} of Object.values(all)) {
        assert.match(gap, /^[a-z][^.]*(?:\.\w[^.]*)*$/)
        if (policy) assert.match(gap, /^never: /)
      }
  })

  it('has no check that no framework uses', () => {
    const used = new Set(frameworks.flatMap(({controls}) => controls.flatMap(control => checksOfControl(control))))
    assert.deepEqual(
      checks.map(({id}) => id).filter(id => !used.has(id)),
      [],
    )
  })

  it('has remedies that name what their subject has', () => {
    for (const {id, remediation, subject} of checks)
      for (const command of remediation.commands ?? []) {
        for (const [, name = ''] of command.matchAll(/\{(\w+)\}/g)) {
          assert.ok(
            ['app', 'id', 'name', 'space', 'team', subject].includes(name) || Object.hasOwn(fields[subject], name),
            `${id}: {${name}}`,
          )
        }
      }
  })

  it('has the tables that the documentation shows', () => {
    for (const {actual, expected, page} of pagesWithTables()) {
      assert.match(actual, /<!-- [\w-]+ -->\n\|/)
      assert.equal(actual, expected, `${page.pathname}: write it with npm run docs`)
    }
  })

  describe('the tables of ends of life', () => {
    const tables = readEndOfLife()

    it('give each date with its source and the day on which it was compared', () => {
      for (const rows of products.map(name => tables[name]))
        for (const {checkedOn, endOfLife, source, version} of rows) {
          assert.match(source, /^https:\/\//, version)
          for (const date of [checkedOn, endOfLife]) assert.ok(isCalendarDate(date), `${version}: ${date}`)
        }
    })

    it('have no version twice by one source', () => {
      for (const rows of products.map(name => tables[name])) {
        const keys = rows.map(({source, version}) => `${version} ${source}`)
        assert.equal(new Set(keys).size, keys.length)
      }
    })

    it('have every major version of PostgreSQL from 12 on, each ending after the one before', () => {
      const majors = [...new Set(tables.postgres.map(({version}) => Number(version)))].sort((a, b) => a - b)
      assert.deepEqual(
        majors,
        majors.map((_, index) => 12 + index),
      )
      const ends = majors.map(major => endOfLifeDate(tables.postgres, String(major)))
      assert.deepEqual(ends, [...ends].sort())
    })
  })

  it('ships a sample that can be read', () => {
    assert.deepEqual(snapshotErrors(readCatalogFile('./sample.json')), [])
  })

  for (const framework of frameworks)
    describe(framework.id, () => {
      const {controls, documents, sources} = framework
      const control = (description: (control: Control) => readonly string[]) =>
        controls.flatMap(control => description(control).map(problem => `${control.id}: ${problem}`))

      it('is of the form that the schema says', () => {
        const validate = createAjv().compile(readCatalogFile<object>('./schema/framework.schema.json'))
        const {profileOf, ...document} = framework
        assert.ok(validate(document), `${profileOf ?? ''} ${errorSentences(validate.errors ?? []).join('\n')}`)
      })

      it('has each control once', () => {
        assert.deepEqual(
          controls.map(({id}) => id).filter((id, index, all) => all.indexOf(id) !== index),
          [],
        )
      })

      it('names checks that there are, in checks, signals and boundaries', () => {
        assert.deepEqual(
          control(control => checksOfControl(control).filter(id => !checkIds.has(id))),
          [],
        )
      })

      it('lets strict TLS fail a control and satisfy none: it refuses TLS 1.0, and shows nothing of TLS 1.2', () => {
        const naming = controls.filter(({checks: own}) => own.includes('strict-tls-is-on'))
        assert.deepEqual(
          naming.filter(({kind}) => kind !== 'fail-only').map(({id}) => id),
          [],
        )
      })

      it('names no check among its signals whose failure is a breach of the same control', () => {
        assert.deepEqual(
          control(({checks: own, signals = []}) => signals.filter(id => own.includes(id))),
          [],
        )
      })

      it('names gates that it has, and that judge the boundary', () => {
        const byId = new Map(controls.map(control => [control.id, control]))
        assert.deepEqual(
          control(({gates = []}) => gates.filter(id => !byId.has(id))),
          [],
        )
        assert.deepEqual(
          control(({boundary = [], gates = []}) => {
            const judged = gates.flatMap(id => byId.get(id)?.checks ?? [])
            return gates.length > 0 ? boundary.filter(id => !judged.includes(id)) : []
          }),
          [],
        )
      })

      it('names documents and sources that it declares, and declares none for nothing', () => {
        const asked = new Set(
          controls.flatMap(({documents: own = [], relievedBy}) => [...own, ...(relievedBy ? [relievedBy] : [])]),
        )
        assert.deepEqual([...asked].sort(), Object.keys(documents).sort())
        assert.deepEqual([...new Set(controls.map(({source}) => source.document))].sort(), Object.keys(sources).sort())
      })

      it('quotes at most twenty words', () => {
        assert.deepEqual(
          control(({source: {quote}}) => (quote && quote.split(/\s+/).length > 20 ? [quote] : [])),
          [],
        )
      })

      it('asks a question wherever a person has to answer', () => {
        assert.deepEqual(
          control(({kind, question}) =>
            ['evidence', 'fail-only', 'manual'].includes(kind) && !(question && /[.?]$/.test(question))
              ? ['no question']
              : [],
          ),
          [],
        )
      })

      it('asks customers for their part of a shared inherited control, and inherits nothing of theirs', () => {
        assert.deepEqual(
          control(({kind, question, responsibility}) =>
            kind === 'inherited' && (responsibility === 'customer' || (responsibility === 'shared' && !question))
              ? [responsibility]
              : [],
          ),
          [],
        )
      })

      it('says who needs it', () => {
        assert.ok(framework.audience)
      })

      it('has titles that fit in a table', () => {
        assert.deepEqual(
          control(({title}) => (title.length > 110 || title.endsWith('.') ? [title] : [])),
          [],
        )
      })

      it('lists facts of subjects and fields that there are', () => {
        assert.deepEqual(
          control(({facts = []}) =>
            facts.flatMap(({fields: names, subject}) => {
              const known = (fields as Readonly<Record<string, object>>)[subject]
              return names.filter(name => !known || !Object.hasOwn(known, name)).map(name => `${subject}.${name}`)
            }),
          ),
          [],
        )
        assert.deepEqual(
          control(({facts = [], kind}) => (kind === 'evidence' && facts.length === 0 ? ['no facts'] : [])),
          [],
        )
      })

      it('lets no check decide a control that the policy file could sway', () => {
        const policy = (id: string) =>
          checks
            .filter(check => check.id === id)
            .flatMap(({must, subject, when}) =>
              [...Object.keys(must), ...Object.keys(when ?? {})].filter(name =>
                fields[subject][name]?.from.includes('policy'),
              ),
            )
        assert.deepEqual(
          control(({checks: own, kind}) => (kind === 'automatic' ? own.flatMap(id => policy(id)) : [])),
          [],
        )
      })
    })
})

describe('loadCatalog', () => {
  it('finds a framework by id and by alias, each once', () => {
    for (const ids of [['pci'], ['pci-dss-4.0.1'], ['pci', 'pci-dss-4.0.1', 'pci']])
      assert.deepEqual(frameworkIds(loadCatalog(ids)).frameworks, ['pci-dss-4.0.1'])
    assert.deepEqual(frameworkIds(loadCatalog(['cjis', 'pci'])).frameworks, ['cjis-6.0', 'pci-dss-4.0.1'])
  })

  it('compiles the checks that the frameworks name, those of signals and boundaries too', () => {
    for (const framework of frameworks) {
      const used = new Set(
        framework.controls
          .filter(control => isDecidable(control, new Set()))
          .flatMap(control => checksOfControl(control)),
      )
      const catalog = loadCatalog([framework.id])
      assert.deepEqual(frameworkIds(catalog).checks, [...used].sort())
      for (const {must, tests, when} of catalog.checks) {
        assert.deepEqual(
          tests.must.map(([name]) => name),
          Object.keys(must),
        )
        assert.deepEqual(
          tests.when.map(([name]) => name),
          Object.keys(when ?? {}),
        )
      }
    }
  })

  it('means with all every framework, and the checks that none uses', () => {
    for (const ids of [['all'], ['pci', 'all']])
      assert.deepEqual(frameworkIds(loadCatalog(ids)), {
        checks: checks.map(({id}) => id),
        frameworks: listCatalogFolder('./frameworks/').filter(id => id !== commonQuestions),
      })
  })

  it('refuses what it does not know, and names what was meant', () => {
    const known = ['all', ...frameworks.flatMap(({aliases, id}) => [id, ...aliases])].join(', ')
    const hint = 'heroku compliance:controls says what they are.'
    const odd = refusalOf(['pci', 'cjsi'])
    assert.equal(odd.message, 'There is no framework "cjsi".')
    assert.equal(odd.hint, `Did you mean cjis? Available: ${known}. ${hint}`)
    assert.equal(refusalOf(['PCI']).hint, `Did you mean pci? Available: ${known}. ${hint}`)
    assert.equal(refusalOf(['constructor']).hint, `Available: ${known}. ${hint}`)
    assert.equal(refusalOf(['all', 'cjsi']).message, odd.message)
    assert.equal(refusalOf(['']).message, 'There is no framework "".')
  })

  it('says how to name several, where they were separated by commas', () => {
    const {hint, message} = refusalOf(['pci,baseline'])
    assert.equal(message, 'There is no framework "pci,baseline".')
    assert.equal(hint, 'Repeat the flag for each framework: --framework pci --framework cjis.')
  })
})
