import type {Filter} from '../filter.js'

import {noFilter} from '../filter.js'
import {requireElement} from './elements.js'

/** The form that filters the page. */
export const form = requireElement('#filter', HTMLFormElement)

/** What the fields of the form say. */
export function currentFilter(): Filter {
  const data = new FormData(form)
  const fieldText = (name: keyof Filter) => {
    const value = data.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }

  return {
    app: fieldText('app'),
    check: fieldText('check'),
    framework: fieldText('framework'),
    search: fieldText('search'),
    severity: fieldText('severity'),
    space: fieldText('space'),
    status: fieldText('status'),
  }
}

/** The field of the form with a name. */
export function filterField(name: string): HTMLInputElement | HTMLSelectElement | undefined {
  const field = form.elements.namedItem(name)
  return field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field : undefined
}

/** Offers the names of apps once; a page of many apps is lighter without them. */
export function offerApps(names: Iterable<string>): void {
  const list = requireElement('#apps', HTMLDataListElement)
  if (list.children.length > 0) return
  for (const name of new Set(names)) {
    const option = document.createElement('option')
    option.value = name
    if (name !== '') list.append(option)
  }
}

/** Empties every field. */
export function clearFields(): void {
  for (const name of Object.keys(noFilter)) {
    const field = filterField(name)
    if (field) field.value = ''
  }
}
