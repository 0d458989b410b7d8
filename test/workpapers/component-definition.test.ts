import assert from 'node:assert/strict'

import {Ajv} from 'ajv'

import type {Workpapers} from '../../src/workpapers/workpapers.js'

import {componentDefinition} from '../../src/workpapers/component-definition.js'
import {constraintErrors} from '../report/oscal/constraints.js'
import {modelErrors} from '../report/oscal/reader-rules.js'
import {emptyReport, hostileWords, schemaFile} from '../report/rendering.js'
import {controlOf, frameworkOf, reportOf} from '../report/terminal/support.js'
import {papersOf, papersOfHostile, textOf} from './support.js'

interface Schema {
  readonly definitions: object
}

interface Definition {
  readonly 'component-definition': {
    readonly components: ReadonlyArray<{
      readonly remarks?: string
      readonly 'control-implementations'?: ReadonlyArray<{
        readonly source: string
        readonly 'implemented-requirements': ReadonlyArray<{
          readonly 'control-id': string
          readonly description: string
          readonly props: readonly Property[]
          readonly remarks: string
        }>
      }>
    }>
    readonly 'back-matter': {readonly resources: ReadonlyArray<{readonly uuid: string}>}
  }
}

interface Property {
  readonly name: string
  readonly value: string
}

const name = 'oscal-component-definition.json'
const textFrom = (chunks: Iterable<Uint8Array>) => Buffer.concat([...chunks]).toString('utf8')
const parsed = (papers: Workpapers) => (JSON.parse(textOf(papers, name)) as Definition)['component-definition']

const valueOf = (props: readonly Property[], key: string) => props.find(property => property.name === key)?.value

function schemaErrors(text: string): string[] {
  const [base, own] = ['oscal-1.2.1', 'oscal-component-1.2.1'].map(file => schemaFile(`${file}.schema.json`) as Schema)
  const formats = {'date-time': true, uri: true, 'uri-reference': true} as const
  const schema = {...own, definitions: {...base?.definitions, ...own?.definitions}}
  const validate = new Ajv({allErrors: true, formats, strict: false}).compile(schema)
  return validate(JSON.parse(text))
    ? []
    : (validate.errors ?? []).map(({instancePath, message = ''}) => `${instancePath} ${message}`)
}

describe('the OSCAL component definition', () => {
  it('meets the schema, the constraints of NIST and the rules of readers', async () => {
    const texts = [
      ...(await Promise.all([papersOf(), papersOf({frameworks: ['nist', 'hipaa']}), papersOfHostile()])).map(papers =>
        textOf(papers, name),
      ),
      ...[emptyReport(), hostileWords()].map(report => textFrom(componentDefinition(report, []))),
    ]
    for (const text of texts)
      for (const errorsOf of [schemaErrors, constraintErrors, modelErrors]) assert.deepEqual(errorsOf(text), [])
    assert.notDeepEqual(schemaErrors('{"component-definition": {"uuid": "x"}}'), [])
  })

  it('has what Heroku does alone and with its customer, and nothing that is left to the customer', async () => {
    const definition = parsed(await papersOf())
    const [implementation] = definition.components.flatMap(component => component['control-implementations'] ?? [])
    assert.ok(implementation)
    assert.ok(definition['back-matter'].resources.some(({uuid}) => implementation.source === `#${uuid}`))
    const requirements = implementation['implemented-requirements']
    const valuesOf = (key: string) => requirements.map(({props}) => valueOf(props, key))
    assert.deepEqual([...new Set(valuesOf('responsibility'))].sort(), ['heroku', 'shared'])
    const textsOf = (index: number) =>
      requirements.slice(index, index + 1).flatMap(({description, remarks}) => [description, remarks])
    const [shared, question] = textsOf(valuesOf('control').indexOf('12.8.5'))
    assert.match(shared ?? '', /documented\. Heroku and its customer share the responsibility\.$/)
    assert.match(question ?? '', /Does a document state/)
    assert.match(textsOf(valuesOf('responsibility').indexOf('heroku')).join('\n'), /Heroku is responsible\.$/m)
    assert.ok(valuesOf('documents').includes('heroku-pci-responsibility-matrix'))
  })

  it('has no implementation of a framework without a part of Heroku', () => {
    const report = reportOf([], {frameworks: [frameworkOf([controlOf({id: '1', responsibility: 'customer'})])]})
    assert.doesNotMatch(textFrom(componentDefinition(report, [])), /control-implementations/)
  })
})
