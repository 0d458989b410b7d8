import {writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

import type {Framework, FrameworkHead} from '../src/model/framework.js'

import {answerDaysOf, hasWholeQuestion} from '../src/assess/carry.js'
import {commonQuestions, crosswalkTarget} from '../src/model/framework.js'
import type {SharedQuestionDays} from '../src/catalog/catalog.js'
import {readFrameworks} from '../src/catalog/catalog.js'
import {crosswalkIndex, readCrosswalks} from '../src/catalog/crosswalk.js'
import {snapshotText} from '../src/snapshot/snapshot-file.js'
import {sample} from '../test/fixtures/sample.js'
import {checkExamples} from './examples.js'
import {generatedFiles} from './generated-files.js'
import {factsDue, readHerokuFacts} from './heroku-facts.js'
import {collectWorld} from './sample.js'

type GeneratedFile = (typeof generatedFiles)[number]

const generators: Readonly<Record<GeneratedFile, () => Promise<string>>> = {
  'crosswalk-index.json': async () => JSON.stringify(crosswalkIndex(readCrosswalks())),
  'facts-due.json': async () => JSON.stringify(factsDue(readHerokuFacts())),
  'framework-heads.json': async () => JSON.stringify(readFrameworks().map(framework => headOf(framework))),
  'shared-questions.json': async () => JSON.stringify(sharedQuestionDays()),
  'examples.json': async () => JSON.stringify(checkExamples()),
  'sample.json': async () => snapshotText(await collectWorld(sample(), {kind: 'all'})),
}

const headOf = ({aliases, id, profileOf, title, version}: Framework): FrameworkHead => ({
  aliases,
  id,
  title,
  version,
  ...(profileOf === undefined ? {} : {profileOf}),
})

const sharedQuestionDays = (): SharedQuestionDays =>
  Object.fromEntries(
    readFrameworks()
      .filter(({id}) => id === crosswalkTarget || id === commonQuestions)
      .map(({controls, id}) => [
        id,
        Object.fromEntries(
          controls.filter(control => hasWholeQuestion(control)).map(control => [control.id, answerDaysOf(control)]),
        ),
      ]),
  )

/** The content that a generated file should have, which follows from code, test cases and the simulated account. */
export const generatedContent = (name: GeneratedFile): Promise<string> => generators[name]()

/** Writes the generated files into the compiled catalog. */
export async function generate(): Promise<void> {
  for (const name of generatedFiles)
    writeFileSync(new URL(`../src/catalog/${name}`, import.meta.url), await generatedContent(name))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await generate()
