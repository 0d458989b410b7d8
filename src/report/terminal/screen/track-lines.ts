import type {ScreenPage} from './screen-page.js'

import {wrapText} from '../layout.js'
import {checkTrack, questionTrack} from '../../text/tracks.js'

/** What the checks saw and what people owe: two tracks, apart from each other. */
export function trackLines(page: ScreenPage): string[] {
  const {glyphs, paint, report} = page
  const {color, counts, headline} = checkTrack(report)
  const {text: questions} = questionTrack(report)
  return [
    ...symbolLine(page, paint[color](glyphs[color]), `${paint[color](`${headline}.`)}  ${counts}`),
    ...(questions === '' ? [] : symbolLine(page, paint.manual(glyphs.question), questions)),
  ]
}

/** What open questions do to the run; only a reader who sees no failure needs to be told. */
export function questionRemark(page: ScreenPage): string[] {
  const {report} = page
  const {documents, open} = questionTrack(report)
  if (report.exit.code !== 0 || open + documents === 0) return []
  const text = "Questions are about what no API shows. Open ones don't fail this run."
  return wrapText(page.paint.dim(text), page.columns, '', 0)
}

const symbolLine = ({columns}: ScreenPage, symbol: string, text: string): string[] =>
  wrapText(text, columns, `${symbol} `, 2)
