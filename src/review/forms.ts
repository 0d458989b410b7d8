import type {DataClass} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {Field, Form} from './form.js'
import type {ReviewModel} from './review-model.js'

import {distinct} from '../foundation/collections.js'
import {addDays} from '../foundation/date.js'
import {countsAs} from '../model/observation.js'
import {maxWaiverDays, proposedWaiverDays} from '../model/policy.js'
import {dataClassText} from './data-classes.js'
import {holdersText} from './decision.js'
import {sanitizeForTerminal} from '../report/text/sanitize.js'
import {keyName} from './review-model.js'

/** Asks for the reviewer's email, or presets it where it's known. */
export const reviewerField = (
  by: string | undefined,
): {readonly fields: readonly Field[]; readonly presets: Readonly<Record<string, string>>} =>
  by === undefined
    ? {fields: [{kind: 'email', name: 'by', prompt: 'Your email'}], presets: {}}
    : {fields: [], presets: {by}}

/** Asks for the subjects, the reason, the approver and the expiry of a waiver. */
export function waiverForm(model: ReviewModel, {check, severity, subject}: Observation, by: string | undefined): Form {
  const {fields, presets} = reviewerField(by)
  const subjectNames = distinct([
    subject.name,
    ...model.report.observations
      .filter(
        observation =>
          observation.check === check && (countsAs(observation, 'fail') || countsAs(observation, 'unknown')),
      )
      .map(observation => observation.subject.name),
  ])
  const longestDays = maxWaiverDays[severity]
  return {
    action: 'waive',
    fields: [
      ...fields,
      {
        choices: subjectNames.map(name => ({label: sanitizeForTerminal(name), value: name})),
        defaultValue: subject.name,
        kind: 'list',
        name: 'subjects',
        prompt: 'Waive it for (numbers, names or globs, separated by commas)',
      },
      {name: 'reason', prompt: 'Reason'},
      {kind: 'email', name: 'approvedBy', prompt: "Approver's email (not your own)"},
      {
        defaultValue: addDays(model.today, proposedWaiverDays(severity)),
        kind: 'date',
        name: 'expires',
        prompt: `Expires on (at most ${longestDays} days for severity ${severity})`,
      },
      {name: 'ticket', optional: true, prompt: 'Ticket (or leave empty)'},
    ],
    presets: {...presets, check, severity},
    replies: [],
    title: `Waive ${check} (${severity})`,
  }
}

/**
 * Asks for what the policy has to say about a document.
 *
 * @param neededIds the documents that the shown control needs; they are offered first
 */
export function documentForm({frameworks}: ReviewModel, neededIds: readonly string[], by: string | undefined): Form {
  const {fields, presets} = reviewerField(by)
  const ids = distinct([...neededIds, ...frameworks.flatMap(({documents}) => Object.keys(documents))])
  const [firstNeeded] = neededIds
  return {
    action: 'document',
    fields: [
      ...fields,
      {
        choices: ids.map(id => ({label: id, value: id})),
        kind: 'word',
        name: 'id',
        prompt: 'Document (number or ID)',
        ...(firstNeeded === undefined ? {} : {defaultValue: firstNeeded}),
      },
      {name: 'issuer', prompt: 'Issuer'},
      {
        name: 'version',
        optional: true,
        prompt: 'Version of the standard, such as 4.0.1 for a PCI DSS attestation (or leave empty)',
      },
      {kind: 'date', name: 'issued', prompt: 'Issue date'},
      {kind: 'date', name: 'expires', optional: true, prompt: 'Last valid day (or leave empty)'},
      {kind: 'list', name: 'services', prompt: 'Services it covers, separated by commas (* for all)'},
      {
        kind: 'list',
        name: 'regions',
        optional: true,
        prompt: "Regions it covers, separated by commas (leave empty if it doesn't name any)",
      },
      {name: 'place', optional: true, prompt: "Where it's kept (or leave empty)"},
    ],
    presets,
    replies: [],
    title: 'Record a document',
  }
}

/** Asks for the text of a note, unless it's given, and for the reviewer's email, unless it's known. */
export function noteForm(model: ReviewModel, about: string, by: string | undefined, text?: string): Form {
  const {fields, presets} = reviewerField(by)
  return {
    action: 'note',
    fields: [...fields, ...(text === undefined ? [{name: 'text', prompt: 'Note'}] : [])],
    presets: {...presets, about, ...(text === undefined ? {} : {text})},
    replies: [],
    title: `Note on ${keyName(model, about)}`,
  }
}

/** Declares which apps hold a class of data; asks for the reviewer's email, unless it's known. */
export function declarationForm(dataClass: DataClass, apps: readonly string[], by: string | undefined): Form {
  const {fields, presets} = reviewerField(by)
  return {
    action: 'declare',
    fields,
    presets: {...presets, apps: apps.join(', '), dataClass},
    replies: [],
    title: `Apps that hold ${dataClassText[dataClass]}: ${holdersText(apps)}`,
  }
}
