import type {DataClass} from '../../model/framework.js'
import type {ReviewModel} from '../review-model.js'
import type {Page, ScreenLine, ScreenState} from './screen-state.js'

import {appNames, dataClassQuestion, declarationText, reviewedClasses} from '../data-classes.js'
import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {undoHint} from './hints.js'
import {wrapParagraphs} from './lines.js'
import {currentView} from './screen-state.js'

/** The data classes, and which apps hold each. */
export function classesPage(model: ReviewModel, {interview}: Pick<ScreenState, 'interview'>): Page {
  const classes = reviewedClasses(model)
  return {
    hints: [['enter', 'choose apps'], ...undoHint(interview), ['esc', 'back']],
    lines:
      classes.length > 0
        ? classes.map(({dataClass, declaration}): ScreenLine => ({
            ...(declaration ? {} : {color: 'open'}),
            open: {dataClass, kind: 'class'},
            text:
              dataClass.padEnd(14) + (declaration ? sanitizeForTerminal(declarationText(declaration)) : 'not declared'),
          }))
        : [{text: 'No framework of this review is about a class of data.'}],
    title: 'Which apps hold which data',
  }
}

/** The apps of which those that hold a data class are selected, and the answers that name none. */
export function classPage(model: ReviewModel, state: ScreenState, dataClass: DataClass, columns: number): Page {
  const {selected = []} = currentView(state)
  const undeclared = reviewedClasses(model).filter(({declaration}) => declaration === undefined)
  const left = undeclared.length > 1 ? ` (${undeclared.length} to declare)` : ''
  return {
    head: wrapParagraphs(dataClassQuestion(model, dataClass), columns),
    hints: [
      ['space', 'select'],
      ...(selected.length > 0 ? [['enter', `save ${selected.length}`] as const] : [['enter', 'select'] as const]),
      ['n', 'no app'],
      ['p', "don't know yet"],
      ['/', 'filter'],
    ],
    lines: [
      ...appNames(model).map((name): ScreenLine => ({
        id: name,
        text: `${selected.includes(name) ? '[x]' : '[ ]'} ${sanitizeForTerminal(name)}`,
      })),
      {command: 'none', text: 'none: no app holds it'},
      {command: 'skip', text: "don't know yet: ask later (D comes back to it)"},
    ],
    title: `Data: ${dataClass}${left}`,
  }
}
