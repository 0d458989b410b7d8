import type {AccessAnswers, AnsweredControl, ReviewSummary} from '../../access/access-answers.js'
import type {Policy} from '../../model/policy.js'
import type {EntryChange, Edit} from '../../review/decision.js'

import {accessAnswers, answerObstacles} from '../../access/access-answers.js'
import {readFrameworks} from '../../catalog/catalog.js'
import {fileExists} from '../../files/file-exists.js'
import {distinct} from '../../foundation/collections.js'
import {sanitizeLine} from '../../foundation/printable.js'
import {firstFew, pluralize} from '../../foundation/text.js'
import {accessReviewPrefix, emptyPolicy} from '../../model/policy.js'
import {decisionWriter} from './decision-writer.js'

/** Where the answers of a review go. */
export interface AnswerTarget {
  /** The policy file; undefined where nothing is kept, as for the sample. */
  readonly file: string | undefined
  /** Files of frameworks that the policy may name. */
  readonly frameworkFiles: readonly string[]
  readonly clock: () => number
  readonly printMessage: (line: string) => void
}

/**
 * Writes the answers of a completed review of access into the policy, by the same way as a review of questions does,
 * and says what it answers, what stays open and why. An answer of an earlier state of the same file is replaced.
 *
 * @throws UserError where the policy or its log can't be written
 */
export async function writeAccessAnswers(review: ReviewSummary, target: AnswerTarget): Promise<void> {
  const {file, frameworkFiles, printMessage} = target
  const obstacles = answerObstacles(review)
  if (obstacles.length > 0) {
    printMessage(`The access review answers no question yet: ${obstacles.map(text => sanitizeLine(text)).join('; ')}.`)
    return
  }

  const answers = accessAnswers(review, readFrameworks())
  if (file !== undefined) {
    const policy = await policyIn(file, frameworkFiles)
    if (isOnFile(policy, answers)) {
      printMessage(`${file} has the answers of this access review already.`)
      return
    }

    const save = await decisionWriter(file, frameworkFiles, target.clock, printMessage)
    for (const edit of editsFor(policy, answers)) await save(edit)
  }

  for (const line of answerLines(answers, file)) printMessage(line)
}

async function policyIn(file: string, frameworkFiles: readonly string[]): Promise<Policy> {
  if (!fileExists(file)) return emptyPolicy
  // Imported late: it compiles a schema.
  const {readPolicy} = await import('../../policy/read-policy.js')
  return (await readPolicy(file, frameworkFiles)).policy
}

const isOnFile = ({documents = []}: Policy, {document}: AccessAnswers): boolean =>
  documents.some(({id, sha256}) => id === document.id && sha256 === document.sha256)

/** The document first: an answer counts while its document does. */
function editsFor(policy: Policy, {answers, document}: AccessAnswers): Edit[] {
  const earlier = (policy.documents ?? []).filter(
    ({id, place}) => id.startsWith(accessReviewPrefix) && place === document.place,
  )
  const earlierIds = new Set(earlier.map(({id}) => id))
  const replaced = (policy.answers ?? []).filter(({evidence}) => evidence !== undefined && earlierIds.has(evidence))
  return [
    {
      action: 'document',
      by: document.issuer,
      replacements: [...removals(earlier), {added: {...document}}],
      what: document,
    },
    {
      action: 'answers',
      by: document.issuer,
      replacements: [...removals(replaced), ...answers.map(answer => ({added: {...answer}}))],
      what: answers,
    },
  ]
}

const removals = (entries: readonly object[]): EntryChange[] => entries.map(entry => ({removed: {...entry}}))

function answerLines({answers, partly, withoutRoster}: AccessAnswers, file: string | undefined): string[] {
  const where = file === undefined ? 'It would answer' : `Answered in ${sanitizeLine(file)}:`
  return [
    ...answers.map(({control, expires = '', framework}) => `${where} ${framework} ${control}, through ${expires}.`),
    ...(withoutRoster.length > 0
      ? [`With --roster it would also answer ${firstFew(withoutRoster.map(controlName))}.`]
      : []),
    `${pluralize(partly.length, 'question')} of ${firstFew(distinct(partly.map(frameworkName)), 3)} ask for more ` +
      'than access on Heroku and stay open; the reason of each says for what.',
  ]
}

const frameworkName = ({framework: {aliases, id}}: AnsweredControl): string => aliases[0] ?? id

const controlName = (answered: AnsweredControl): string => `${frameworkName(answered)} ${answered.control.id}`
