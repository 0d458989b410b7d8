import type {Catalog} from '../../src/catalog/catalog.js'
import type {LoadedPolicy, Policy} from '../../src/model/policy.js'
import type {Decision} from '../../src/review/decision.js'
import type {Interview} from '../../src/review/interview.js'
import type {Key, ScreenState} from '../../src/review/screen-ui/screen-state.js'
import type {ReviewModel} from '../../src/review/review-model.js'

import {dataClasses} from '../../src/model/framework.js'
import {emptyPolicy} from '../../src/model/policy.js'
import {loadCatalog} from '../../src/catalog/catalog.js'
import {buildReviewModel} from '../../src/cli/actions/review-model-builder.js'
import {classKey} from '../../src/review/data-classes.js'
import {applyDecision, decisionText} from '../../src/review/decision.js'
import {afterDecision, newInterview} from '../../src/review/interview.js'
import {reduceLine} from '../../src/review/line-ui/line-reducer.js'
import {buildFrame} from '../../src/review/screen-ui/frame.js'
import {afterSave, reduceKey} from '../../src/review/screen-ui/key-reducer.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'

/** The email address of the reviewer. */
export const me = 'ann@example.com'

const snapshot = loadSample()

/** The sample as it's reviewed with a catalog and a policy. */
export function modelFor(
  catalog: Catalog,
  {policy, sha256}: Omit<LoadedPolicy, 'files'> = {policy: emptyPolicy, sha256: ''},
): ReviewModel {
  return buildReviewModel(snapshot, catalog, {
    allowUnknown: false,
    failOn: 'never',
    policy: {files: [], policy, sha256},
    scopeKind: 'sample',
    version: '0.0.0',
  })
}

/** The size of a usual terminal. */
export const size = {columns: 80, rows: 24}

/** Keys by their names in angle brackets, or text that is typed. */
const keysFor = (...texts: string[]): Key[] =>
  texts.flatMap(text => {
    const name = (
      [
        ...['alt-b', 'alt-f', 'back', 'ctrl-a', 'ctrl-d', 'ctrl-e', 'ctrl-k', 'ctrl-u', 'ctrl-w', 'delete'],
        ...['down', 'end', 'enter', 'escape', 'home', 'left', 'pagedown', 'pageup', 'right', 'up'],
      ] as ReadonlyArray<NonNullable<Key['name']>>
    ).find(candidate => text === `<${candidate}>`)
    return name ? [{name, text: ''}] : [...text].map(text => ({text}))
  })

/** What a person does in a review of the sample; each decision changes the model. */
interface SampleReview {
  readonly modelWith: (policy: Policy) => ReviewModel
  /** The sample without a policy. */
  readonly startModel: ReviewModel
  /** Reviews with these lines. */
  readonly runLines: (
    lines: readonly string[],
    start?: Interview,
  ) => {interview: Interview; output: string[]; decisions: Decision[]; model: ReviewModel}
  /** Reviews with these keys. */
  readonly pressKeys: (
    start: ScreenState,
    ...texts: string[]
  ) => {state: ScreenState; model: ReviewModel; decisions: Decision[]; isOver: boolean}
}

/** The review of the sample by a catalog. */
export function reviewBy(catalog: Catalog, initialPolicy: Policy = emptyPolicy): SampleReview {
  const modelWith = (policy: Policy) => modelFor(catalog, {policy, sha256: ''})
  const startModel = modelWith(initialPolicy)
  return {
    modelWith,
    pressKeys(start, ...texts) {
      let [state, model, isOver] = [start, startModel, false]
      const decisions: Decision[] = []
      for (const key of keysFor(...texts)) {
        const result = reduceKey(model, state, key, size)
        state = result.state
        if (result.decision) {
          decisions.push(result.decision)
          model = modelWith(applyDecision(model.policy, result.decision))
          state = afterSave(model, state, result.decision, decisionText(model, result.decision))
        }

        isOver ||= result.isOver === true
      }

      return {decisions, isOver, state, model}
    },
    runLines(lines, start = classesSkipped(newInterview(me))) {
      let [interview, model] = [start, startModel]
      const output: string[] = []
      const decisions: Decision[] = []
      for (const line of lines) {
        const result = reduceLine(model, interview, line)
        interview = result.interview
        output.push(...result.output)
        if (result.decision) {
          decisions.push(result.decision)
          model = modelWith(applyDecision(model.policy, result.decision))
          interview = afterDecision(interview, result.decision)
        }
      }

      return {decisions, interview, output, model}
    },
    startModel,
  }
}

/** The review of the sample by two frameworks. */
export const {modelWith, pressKeys, runLines, startModel} = reviewBy(loadCatalog(['baseline', 'sparc']))

/** A review whose data classes are asked about later. */
export const classesSkipped = (interview: Interview): Interview => ({
  ...interview,
  skipped: [...interview.skipped, ...dataClasses.map(classKey)],
})

/** The frame as text. */
export const frameText = (model: ReviewModel, state: ScreenState, at = size) =>
  buildFrame(model, state, at)
    .map(({text}) => text)
    .join('\n')
