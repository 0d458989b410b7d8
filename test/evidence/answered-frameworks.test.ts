import assert from 'node:assert/strict'
import path from 'node:path'

import type {Catalog} from '../../src/catalog/catalog.js'
import type {Control, Framework} from '../../src/model/framework.js'
import type {Answer, LoadedPolicy, Policy} from '../../src/model/policy.js'
import type {AssessmentInputs} from '../../src/evidence/assessment-inputs.js'

import {answerDaysOf, hasWholeQuestion} from '../../src/assess/carry.js'
import {readFramework} from '../../src/catalog/catalog.js'
import {selectCatalog} from '../../src/catalog/select-frameworks.js'
import {reportFrom} from '../../src/evidence/assessment-inputs.js'
import {bundleFiles} from '../../src/evidence/bundle-files.js'
import {fingerprint} from '../../src/foundation/canonical-json.js'
import {differences, evidence, verified, workplace, written} from './support.js'

const answer = (framework: string, control: string, more: Partial<Answer> = {}): Answer => ({
  answer: 'yes',
  apps: ['*'],
  by: `${framework}@example.com`,
  control,
  framework,
  on: '2026-11-01',
  reason: 'r',
  ...more,
})

/** A control of HIPAA, and one of SP 800-53 whose answer answers it, which the profile for low impact has too. */
function related(): {readonly target: Control; readonly source: Control} {
  const sources = new Map(readFramework('nist-800-53r5-low').controls.map(control => [control.id, control]))
  const [pair = assert.fail()] = readFramework('hipaa')
    .controls.filter(({checks, kind}) => kind === 'manual' && checks.length === 0)
    .flatMap(target =>
      Object.entries(target.nist ?? {}).flatMap(([id, relation]) => {
        const source = relation === 'equal' || relation === 'subset' ? sources.get(id) : undefined
        return source && hasWholeQuestion(source) && answerDaysOf(source) <= answerDaysOf(target)
          ? [{source, target}]
          : []
      }),
    )
  return pair
}

describe('a bundle whose policy answers frameworks that are not assessed', () => {
  const place = workplace()
  const at = (name: string) => path.join(place(), name)
  const {source, target} = related()
  const answers = [answer('nist-800-53r5-low', source.id), answer('nist-800-53r5', source.id)]

  async function inputs(
    change: (catalog: Catalog) => Partial<Catalog> = () => ({}),
    given: readonly Answer[] = answers,
  ): Promise<AssessmentInputs> {
    const content: Policy = {allow: {}, answers: given}
    const policy: LoadedPolicy = {files: ['compliance.yml'], policy: content, sha256: fingerprint(content)}
    const catalog = await selectCatalog(['hipaa'], content)
    return evidence(['hipaa'], {catalog: {...catalog, ...change(catalog)}, policy})
  }

  const changing =
    (id: string, change: (framework: Framework) => Partial<Framework>) =>
    ({answeredFrameworks}: Catalog): Partial<Catalog> => ({
      answeredFrameworks: answeredFrameworks.map(framework =>
        framework.id === id ? {...framework, ...change(framework)} : framework,
      ),
    })
  const withControl = (change: Partial<Control>) => (framework: Framework) => ({
    controls: framework.controls.map(control => (control.id === source.id ? {...control, ...change} : control)),
  })

  it('holds them, and reproduces what their answers mean', async () => {
    const of = await inputs()
    const result = reportFrom(of).frameworks[0]?.controls.find(({id}) => id === target.id)
    assert.equal(result?.answeredBy?.framework, 'nist-800-53r5')
    const names = bundleFiles(of, reportFrom(of)).map(({name}) => name)
    assert.deepEqual(
      names.filter(name => name.startsWith('frameworks/')),
      ['frameworks/hipaa.json', 'frameworks/nist-800-53r5-low.json', 'frameworks/nist-800-53r5.json'],
    )
    await written(at('bundle'), of)
    const {
      inputs: read,
      verification: {notices, reproduced},
    } = await verified(at('bundle'))
    assert.deepEqual(await differences(at('bundle')), [])
    assert.deepEqual(
      [reproduced, read?.catalog.frameworks, read?.catalog.answeredFrameworks].map(value =>
        Array.isArray(value) ? value.map(({id}: Framework) => id) : value,
      ),
      [true, ['hipaa'], ['nist-800-53r5', 'nist-800-53r5-low']],
    )
    assert.ok(!notices.some(({id}) => id === 'custom-framework'))
  })

  it('names one that was altered', async () => {
    for (const [name, change] of [
      ['interval', withControl({answerDays: 7})],
      ['relation', withControl({nist: {'AC-1': 'superset'}})],
      ['controls', ({controls}: Framework) => ({controls: controls.slice(1)})],
    ] as const) {
      await written(at(name), await inputs(changing('nist-800-53r5', change)))
      assert.deepEqual(
        await differences(at(name)),
        ['frameworks/nist-800-53r5.json differs from nist-800-53r5 of version 0.1.0'],
        name,
      )
    }
  })

  it('names one that is missing, so that an answer has no effect', async () => {
    const refused = [answer('nist-800-53r5', source.id, {answer: 'no'})]
    await written(at('bundle'), await inputs(() => ({answeredFrameworks: []}), refused))
    assert.deepEqual(await differences(at('bundle')), [
      'frameworks/nist-800-53r5.json is missing, but the policy answers nist-800-53r5',
    ])
  })

  it('points out one that this version does not know', async () => {
    const ours = (framework: Framework): Framework => ({...framework, aliases: [], id: 'ours', title: 'Ours'})
    const of = await inputs(({answeredFrameworks}) => ({
      answeredFrameworks: [...answeredFrameworks, ours(readFramework('nist-800-53r5-low'))],
    }))
    await written(at('bundle'), of)
    const {
      verification: {notices},
    } = await verified(at('bundle'))
    assert.match(
      notices.find(({id}) => id === 'custom-framework')?.text ?? '',
      /^Ours .* is a custom framework \(ours\)/,
    )
  })

  it('refuses one that is not of the form of a framework', async () => {
    await written(at('bundle'), await inputs(changing('nist-800-53r5', () => ({title: 7 as never}))))
    assert.match(
      (await differences(at('bundle'))).join(),
      /frameworks\/nist-800-53r5\.json is not valid for this version/,
    )
  })
})
