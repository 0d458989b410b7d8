import type {Check, Dictionary} from '../model/check.js'
import type {Control, Framework, FrameworkHead} from '../model/framework.js'
import type {SubjectKind} from '../model/subject.js'
import type {CatalogView} from './catalog-view.js'
import type {RelatedControl} from './control-relations.js'
import type {SearchMatches} from './search.js'

import {jsonText} from '../model/json-stream.js'
import {controlsUsing} from './catalog-view.js'
import {controlRelations} from './control-relations.js'
import {typeOf} from './fields.js'
import {fieldNames} from './check.js'
import {controlKindCounts} from './control-kinds.js'

/** The names of a framework. */
export const frameworkHead = ({aliases, id, title, version}: FrameworkHead): FrameworkHead => ({
  aliases,
  id,
  title,
  version,
})
const grouping = ({audience, profileOf}: Framework) => ({
  ...(audience === undefined ? {} : {audience}),
  ...(profileOf === undefined ? {} : {profileOf}),
})
const checkBrief = ({id, severity, subject, title}: Check) => ({id, severity, subject, title})

/** All frameworks with their counts, and all checks. */
export const overviewJson = ({checks, frameworks}: CatalogView): string =>
  jsonText(
    {
      checks: checks.map(checkBrief),
      frameworks: frameworks.map(framework => ({
        ...frameworkHead(framework),
        ...grouping(framework),
        controls: framework.controls.length,
        kinds: controlKindCounts(framework),
      })),
    },
    2,
  )

/** A framework with its counts and, if it is a custom one, its own checks. */
export const frameworkJson = (framework: Framework, customChecks: readonly Check[]): string =>
  jsonText(
    {
      framework: {...framework, kinds: controlKindCounts(framework)},
      ...(customChecks.length > 0 ? {checks: customChecks} : {}),
    },
    2,
  )

/** The controls with an id, one for each framework that has it, with what they have to do with others. */
export const controlsJson = (
  controls: ReadonlyArray<{readonly control: Control; readonly framework: Framework}>,
  {crosswalks, frameworks}: Pick<CatalogView, 'crosswalks' | 'frameworks'>,
): string =>
  jsonText(
    {
      controls: controls.map(({control, framework}) => ({
        framework: frameworkHead(framework),
        ...control,
        ...controlRelations(framework, control, frameworks, crosswalks),
      })),
    },
    2,
  )

/** The controls that map to a control of NIST SP 800-53 that no bundled framework has. */
export const mappedByJson = (nist: string, mappedBy: readonly RelatedControl[]): string =>
  jsonText({controls: [], nist, mappedBy}, 2)

/** A check with the fields that decide it, its examples and its controls. */
export function checkJson(check: Check, {examples, fields, frameworks}: CatalogView): string {
  return jsonText(
    {
      check: {
        ...check,
        controls: controlsUsing(check.id, frameworks).flatMap(({controls, framework}) =>
          controls.map(control => ({control, framework: framework.id})),
        ),
        examples: Object.hasOwn(examples, check.id) ? examples[check.id] : {},
        signals: controlsUsing(check.id, frameworks, 'signals').flatMap(({controls, framework}) =>
          controls.map(control => ({control, framework: framework.id})),
        ),
        fields: Object.fromEntries(fieldNames(check).map(name => [name, fields[check.subject][name]])),
      },
    },
    2,
  )
}

/** The fields of the kinds, with their types in words. */
export const fieldsJson = (fields: Dictionary, kinds: readonly SubjectKind[]): string =>
  jsonText(
    {
      fields: Object.fromEntries(
        kinds.map(kind => [
          kind,
          Object.fromEntries(
            Object.entries(fields[kind]).map(([name, entry]) => [name, {...entry, type: typeOf(entry)}]),
          ),
        ]),
      ),
    },
    2,
  )

/** What matches the words. */
export const searchJson = ({checks, controls, fields, frameworks}: SearchMatches, words: readonly string[]): string =>
  jsonText(
    {
      words,
      checks: checks.map(checkBrief),
      controls: controls.map(({control: {id, kind, title}, framework}) => ({framework: framework.id, id, kind, title})),
      fields: fields.map(({entry, name, subject}) => ({about: entry.about, name, subject})),
      frameworks: frameworks.map(frameworkHead),
    },
    2,
  )
