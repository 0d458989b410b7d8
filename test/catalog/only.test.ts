import assert from 'node:assert/strict'

import type {Catalog} from '../../src/catalog/catalog.js'
import type {Policy} from '../../src/model/policy.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {chooseOnly, frameworksFor, namesWithoutEffect} from '../../src/catalog/only.js'
import {UserError} from '../../src/foundation/user-error.js'
import {checksOfControl} from '../../src/model/framework.js'
import {distinct} from '../../src/foundation/collections.js'
import {memoize} from '../../src/foundation/memoize.js'

const catalogOf = memoize(
  (ids: string) => loadCatalog(ids.split(' ')),
  ids => ids,
)
const drain = 'apps-have-a-log-drain'

const controlsOf = ({frameworks}: Pick<Catalog, 'frameworks'>) =>
  frameworks.flatMap(({controls, id}) => controls.map(control => `${id} ${control.id}`))
const checksOf = ({checks}: Catalog) => checks.map(({id}) => id)
const choose = (ids: string, ...names: string[]) => chooseOnly(catalogOf(ids), names)

function refusalOf(ids: string, name: string, policy?: Policy): {hint: string; message: string} {
  try {
    chooseOnly(loadCatalog(ids.split(' '), [], policy), [name], policy)
  } catch (error) {
    assert.ok(error instanceof UserError)
    return {hint: error.hint, message: error.message}
  }

  throw new assert.AssertionError({message: 'nothing was refused'})
}

describe('a part of a catalog', () => {
  it('has a chosen control with its checks, and no other control', () => {
    const part = choose('pci baseline', 'pci:1.2.8', 'baseline-19')
    assert.deepEqual(controlsOf(part), ['pci-dss-4.0.1 1.2.8', 'baseline BASELINE-19'])
    const named = part.frameworks.flatMap(({controls}) => controls.flatMap(control => checksOfControl(control)))
    assert.deepEqual(checksOf(part), distinct(named))
    assert.deepEqual(part.only?.names, ['pci:1.2.8', 'baseline-19'])
    assert.deepEqual(part.only.wholeFrameworks, catalogOf('pci baseline').frameworks)
  })

  it('has a chosen check without the controls that depend on it, which are still named', () => {
    const part = choose('baseline', drain)
    assert.deepEqual([controlsOf(part), checksOf(part)], [[], [drain]])
    assert.deepEqual(
      part.frameworks.map(({id}) => id),
      ['baseline'],
    )
    assert.deepEqual(controlsOf({frameworks: part.only?.referencingFrameworks ?? []}), ['baseline BASELINE-19'])
  })

  it('names only the chosen of several checks in a control that is not chosen itself', () => {
    const control = {id: '1', checks: ['a', 'b'], signals: ['a', 'c'], boundary: ['b', 'd']}
    const other = {id: '2', checks: ['b']}
    const [first] = catalogOf('baseline').frameworks
    const [check] = catalogOf('baseline').checks
    assert.ok(first && check)
    const catalog = {
      ...catalogOf('baseline'),
      checks: ['a', 'b', 'c', 'd'].map(id => ({...check, id})),
      frameworks: [{...first, controls: [control, other] as unknown as typeof first.controls}],
    }
    const {only} = chooseOnly(catalog, ['a'])
    assert.deepEqual(only?.referencingFrameworks[0]?.controls, [{boundary: [], checks: ['a'], id: '1', signals: ['a']}])
    assert.deepEqual(chooseOnly(catalog, ['1', 'b']).only?.referencingFrameworks[0]?.controls, [
      control,
      {boundary: [], checks: ['b'], id: '2', signals: []},
    ])
    assert.deepEqual(checksOf(chooseOnly(catalog, ['1'])), ['a', 'b', 'c', 'd'])
  })

  it('is chosen in any case, with a star for any text, and each once', () => {
    assert.deepEqual(checksOf(choose('baseline', 'Apps-Have-A-LOG-*', drain)), [drain])
    assert.deepEqual(controlsOf(choose('pci', 'PCI-DSS-4.0.1:12.10.*')), controlsOf(choose('pci', '12.10.*')))
    assert.deepEqual(choose('baseline', ` ${drain} `, drain).only?.names, [drain])
  })

  it('tells controls of several frameworks apart by the framework, also behind a blank', () => {
    assert.deepEqual(controlsOf(choose('nist cjis', 'AC-2')), ['nist-800-53r5 AC-2', 'cjis-6.0 AC-2'])
    for (const name of ['cjis:ac-2', 'cjis ac-2', 'CJIS-6.0 : AC-2'])
      assert.deepEqual(controlsOf(choose('nist cjis', name)), ['cjis-6.0 AC-2'], name)
  })

  it('takes blanks for a part of an id where one has them', () =>
    assert.deepEqual(controlsOf(choose('cjis', 'ac-2 (1)')), ['cjis-6.0 AC-2 (1)']))

  it('leaves out the frameworks of which nothing was chosen', () =>
    assert.deepEqual(
      choose('pci baseline', 'pci:1.2.8').frameworks.map(({id}) => id),
      ['pci-dss-4.0.1'],
    ))
})

describe('a name that chooses nothing', () => {
  it('is refused with the ids that it begins, else the nearest', () => {
    const begun = refusalOf('baseline', 'apps-have-a-log')
    assert.equal(begun.message, 'There is no check or control "apps-have-a-log" in baseline.')
    assert.match(begun.hint, /^Did you mean apps-have-a-log-drain\? heroku compliance:controls lists checks/)
    assert.match(refusalOf('baseline', 'aps-have-a-log-drain').hint, /^Did you mean apps-have-a-log-drain\?/)
    assert.match(refusalOf('baseline', 'BASELINE-199').hint, /^Did you mean BASELINE-19\?/)
    assert.match(refusalOf('baseline', 'nothing-like-it*').hint, /^heroku compliance:controls lists/)
    assert.match(refusalOf('pci', 'pci:12.10.').hint, /^Did you mean pci:12\.10\.1, pci:12\.10\.2, /)
    assert.match(refusalOf('baseline', '*-nothing').hint, /^heroku compliance:controls lists/)
  })

  it('is refused if it is blank', () => {
    for (const name of ['', '  ']) assert.match(refusalOf('baseline', name).message, /^--only needs the id of/)
  })

  it('is refused with the flag for it if it is a framework', () => {
    const {hint, message} = refusalOf('baseline', 'PCI')
    assert.equal(message, '--only takes checks and controls, and PCI is a framework.')
    assert.match(hint, /--framework PCI, or name controls of it: --only "PCI:\*"/)
  })

  it('is refused with the frameworks that have the control', () => {
    const {hint, message} = refusalOf('baseline sparc', '1.2.8')
    assert.equal(message, 'baseline, sparc have no check or control 1.2.8.')
    assert.equal(hint, 'pci has: heroku compliance:check --framework pci --only "1.2.8"')
    assert.equal(refusalOf('baseline', 'saq-a:12.10.1').message, 'baseline has no check or control saq-a:12.10.1.')
    assert.match(refusalOf('baseline', 'saq-a:12.10.1').hint, /^saq-a has: .* --framework saq-a --only/)
    assert.match(refusalOf('baseline', 'ac-2').hint, /^[^:]*, [^:]* have: /)
  })

  it('is refused where no chosen control depends on the check, with the frameworks where one does', () => {
    const {hint, message} = refusalOf('baseline sparc', 'kafka-is-shield')
    assert.match(message, /^No control of baseline, sparc depends on the check kafka-is-shield: assessing only/)
    assert.match(hint, /^Controls of .*\bpci\b.* do: heroku compliance:check --framework \S+ --only kafka-is-shield$/)
    assert.match(refusalOf('baseline', 'kafka-is-*').message, /depends on the checks kafka-is-\S+, kafka-is-/)
    assert.match(refusalOf('all', 'vpn-uses-ikev2').hint, /^No control of any framework does, unless the policy/)
    assert.match(refusalOf('all', 'vpn-uses-*').hint, /^No control of any framework does, unless the policy/)
  })

  it('is told apart from those that have an effect', () =>
    assert.deepEqual(namesWithoutEffect(catalogOf('baseline'), [drain, ' kafka-is-shield ', 'baseline-19', 'x']), [
      'kafka-is-shield',
      'x',
    ]))
})

describe('the frameworks that a name is about', () => {
  const shieldFrameworks = frameworksFor('Kafka-Is-Shield', {})

  it('are those with a control that depends on the check, without profiles', () => {
    assert.ok(shieldFrameworks.includes('pci-dss-4.0.1') && shieldFrameworks.includes('hipaa'))
    assert.ok(shieldFrameworks.every(id => !id.startsWith('pci-saq')))
  })

  it('are the one that it begins with', () => {
    assert.deepEqual(frameworksFor('pci:1.2.8', {}), ['pci-dss-4.0.1'])
    assert.deepEqual(frameworksFor('pci:1.2.8', {profile: {pci: {saq: 'A'}}}), ['pci-saq-a'])
  })

  it('are none where it could be any', () => {
    for (const name of ['1.2.8', 'kafka-*', 'nothing:1', 'pci']) assert.deepEqual(frameworksFor(name, {}), [], name)
  })
})
