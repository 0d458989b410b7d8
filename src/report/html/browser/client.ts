import type {Filter} from '../filter.js'
import type {PageData} from '../page-data.js'

import {noFilter, isFiltering, matchingRows} from '../filter.js'
import {initialRowLimit, filteredSections} from '../sections.js'
import {countText} from '../../text/labels.js'

const moreRows = 100

const requireElement = <T extends Element>(selector: string, kind: new () => T): T => {
  const element = document.querySelector(selector)
  if (element instanceof kind) return element
  throw new Error(`The page has no ${selector}`)
}

const form = requireElement('#filter', HTMLFormElement)
const filterSummary = requireElement('#shown', HTMLElement)
const limits = new Map<string, number>()
const rowLimit = (listName: string): number => limits.get(listName) ?? initialRowLimit(listName)

let parsedData: PageData | undefined
/** Parsed when it's first needed, so that a large page is readable sooner. */
const pageData = (): PageData =>
  (parsedData ??= JSON.parse(requireElement('#page-data', HTMLScriptElement).text) as PageData)

function currentFilter(): Filter {
  const data = new FormData(form)
  const fieldText = (name: keyof Filter) => {
    const value = data.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }

  return {
    app: fieldText('app'),
    check: fieldText('check'),
    framework: fieldText('framework'),
    severity: fieldText('severity'),
    space: fieldText('space'),
    status: fieldText('status'),
  }
}

/** Enables what needs the script: the buttons for more rows, and the names that set a filter. */
function enableControls(within: ParentNode): void {
  for (const button of within.querySelectorAll<HTMLElement>('[data-more]')) button.hidden = false
  for (const name of within.querySelectorAll<HTMLElement>('span[data-app], code[data-check]')) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'name'
    button.title = 'Show only this'
    button.append(...name.childNodes)
    Object.assign(button.dataset, name.dataset)
    name.replaceWith(button)
  }
}

function drawSections(names: readonly string[]): number {
  const filter = currentFilter()
  const rows = matchingRows(pageData(), filter)
  for (const name of names) {
    const container = requireElement(`#part-${name}`, HTMLElement)
    const open = new Map(
      [...container.querySelectorAll<HTMLDetailsElement>('details[data-key]')].map(details => [
        details.dataset['key'],
        details.open,
      ]),
    )
    container.innerHTML = filteredSections[name]?.({filter, rowLimit, rows, data: pageData()}).markup ?? ''
    for (const details of container.querySelectorAll<HTMLDetailsElement>('details[data-key]'))
      details.open = open.get(details.dataset['key']) ?? details.open
    enableControls(container)
  }

  return rows.length
}

function apply(): void {
  limits.clear()
  const matchingCount = drawSections(Object.keys(filteredSections))
  const filter = currentFilter()
  const filterText = Object.entries(filter)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
  const total = countText(pageData().rows.length, 'observation')
  filterSummary.textContent = isFiltering(filter)
    ? `Only ${filterText}: ${countText(matchingCount, 'observation')} of ${total}. ` +
      'The verdict and the counts above include everything.'
    : ''
}

function setFilter(name: keyof Filter, value: string): void {
  const field = form.elements.namedItem(name)
  if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value
  apply()
  if (field instanceof HTMLElement) field.focus()
  form.scrollIntoView()
}

function showMore(button: HTMLElement): void {
  const listName = button.dataset['more'] ?? ''
  const part = button.closest('[id^="part-"]')
  if (!part) return
  const position = [...part.querySelectorAll('li, tr')].length
  limits.set(listName, rowLimit(listName) + moreRows)
  drawSections([part.id.slice('part-'.length)])
  const nextFocus =
    part.querySelector<HTMLElement>(`[data-more="${CSS.escape(listName)}"]`) ??
    part.querySelectorAll<HTMLElement>('li, tr')[position] ??
    part.querySelector<HTMLElement>('li, tr')
  if (nextFocus && !nextFocus.matches('button')) nextFocus.tabIndex = -1
  nextFocus?.focus()
}

document.addEventListener('click', ({target}) => {
  const button = target instanceof Element ? target.closest('button') : null
  if (!button) return
  const {app, check, more: listName} = button.dataset
  if (listName !== undefined) showMore(button)
  else if (app !== undefined) setFilter('app', app)
  else if (check !== undefined) setFilter('check', check)
})
form.addEventListener('submit', event => event.preventDefault())
form.addEventListener('input', () => apply())
form.addEventListener('reset', event => {
  event.preventDefault()
  for (const name of Object.keys(noFilter)) {
    const field = form.elements.namedItem(name)
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = ''
  }

  apply()
})

const openedForPrint = new Set<HTMLDetailsElement>()
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll<HTMLDetailsElement>(
    'details:not([open]):not([data-key^="facts:"])',
  )) {
    openedForPrint.add(details)
    details.open = true
  }
})
addEventListener('afterprint', () => {
  for (const details of openedForPrint) details.open = false
  openedForPrint.clear()
})

form.hidden = false
enableControls(document)
new IntersectionObserver((entries, observer) => {
  if (!entries.some(({isIntersecting}) => isIntersecting)) return
  observer.disconnect()
  drawSections(['observations'])
}).observe(requireElement('#part-observations', HTMLElement))
