import type {AnswerProposal, ControlResult} from '../../model/report.js'

type ControlRef = NonNullable<ControlResult['askedAs']>

const refText = ({control, framework}: ControlRef): string => `${framework} ${control}`

/** A control with its framework, in the form that `--only` takes. */
export const controlKey = (framework: string, control: string): string => `${framework}:${control}`

/** The control that the deciding answer was given to, where that is another one. */
export const answeredByText = ({answeredBy}: Pick<ControlResult, 'answeredBy'>): string | undefined =>
  answeredBy && refText(answeredBy)

/** From when a control is enforced, where that is later than its standard. */
export const enforcedText = ({enforcedFrom}: Pick<ControlResult, 'enforcedFrom'>): string | undefined =>
  enforcedFrom === undefined ? undefined : `enforced from ${enforcedFrom}`

/** The name of the question that settles an open control and others, where that is another one's. */
export const sharedQuestionText = ({askedAs}: Pick<ControlResult, 'askedAs'>): string | undefined =>
  askedAs && `a yes to ${refText(askedAs)} answers it too`

/** What a control asks and, while it is open, which other question settles it too. */
export function questionWithHint(control: Pick<ControlResult, 'askedAs' | 'question'>): string | undefined {
  const shared = sharedQuestionText(control)
  return shared === undefined ? control.question : `${control.question ?? ''} (${shared})`.trim()
}

const answerWords: Readonly<Record<AnswerProposal['answer'], string>> = {
  no: 'no',
  'not-applicable': 'not applicable',
  yes: 'yes',
}

/** An answer to a related control, as a question. */
export const proposalText = ({answer, by, on, ...ref}: AnswerProposal): string =>
  `${by} answered ${answerWords[answer]} to ${refText(ref)} on ${on}: does it hold here too?`
