import type {Filter} from '../filter.js'
import type {Markup} from '../markup.js'
import type {PageData} from '../page-data.js'
import type {View} from '../view.js'

import {matchingRows} from '../filter.js'
import {html} from '../markup.js'
import {initialRowLimit, filteredSections} from '../sections.js'
import {currentFilter} from './filter-fields.js'
import {enableControls, requireElement} from './elements.js'

/** How far below the screen a part is drawn already. */
const drawnBelow = 400
/** Parts that are drawn whenever the filter changes: they are on top of the page, or on paper only. */
const alwaysDrawn = ['summary', 'short']

const limits = new Map<string, number>()
const openByKey = new Map<string, boolean>()
const contents = new Map<string, (view: View) => Markup>()
const stale = new Set<string>()
let isEverythingOpen = false

const partOf = (name: string): HTMLElement => requireElement(`#part-${name}`, HTMLElement)

/** How many rows of a list are shown. */
export const rowLimit = (list: string): number => limits.get(list) ?? initialRowLimit(list)

let parsedData: PageData | undefined
/** Parsed when it's first needed, so that a large page is readable sooner. */
export const pageData = (): PageData =>
  (parsedData ??= JSON.parse(requireElement('#page-data', HTMLScriptElement).text) as PageData)

let rowsOfFilter: {readonly filter: Filter; readonly rows: View['rows']} | undefined
const sameFilter = (a: Filter, b: Filter) => JSON.stringify(a) === JSON.stringify(b)

/** What the filter lists now. */
export function currentView(): View {
  const filter = currentFilter()
  if (!rowsOfFilter || !sameFilter(rowsOfFilter.filter, filter))
    rowsOfFilter = {filter, rows: matchingRows(pageData(), filter)}
  return {
    closedContent(key, content) {
      contents.set(key, content)
      return html``
    },
    data: pageData(),
    filter,
    isOpen: (key, isOpenAtFirst) => isEverythingOpen || (openByKey.get(key) ?? isOpenAtFirst),
    rowLimit,
    rows: rowsOfFilter.rows,
  }
}

/** Draws a part of the page as the filter is now. */
function drawPart(name: string): void {
  stale.delete(name)
  const part = partOf(name)
  part.innerHTML = filteredSections[name]?.(currentView()).markup ?? ''
  part.classList.remove('pending')
  enableControls(part)
}

const observer = new IntersectionObserver(
  entries => {
    if (entries.some(({isIntersecting}) => isIntersecting)) drawVisibleParts()
  },
  {rootMargin: `${drawnBelow}px`},
)

/** Draws the parts from the top of the page down to a little below the screen; what follows waits. */
export function drawVisibleParts(): void {
  for (const name of Object.keys(filteredSections)) {
    if (!stale.has(name)) continue
    if (partOf(name).getBoundingClientRect().top > innerHeight + drawnBelow) return
    drawPart(name)
  }
}

/** Draws everything down to a part, so that nothing above it moves it later. */
export function drawDownTo(name: string): void {
  const names = Object.keys(filteredSections)
  for (const earlier of names.slice(0, names.indexOf(name) + 1)) if (stale.has(earlier)) drawPart(earlier)
}

/** Empties parts until they are scrolled to. */
function postpone(names: readonly string[]): void {
  for (const name of names) {
    const part = partOf(name)
    stale.add(name)
    part.replaceChildren()
    part.classList.add('pending')
    observer.observe(part)
  }
}

/** The parts that the page leaves to its script. */
export const postponeUndrawn = (): void =>
  postpone(Object.keys(filteredSections).filter(name => partOf(name).dataset['later'] !== undefined))

/** Draws the page again after the filter changed. */
export function drawAgain(): void {
  limits.clear()
  for (const name of alwaysDrawn) drawPart(name)
  postpone(Object.keys(filteredSections).filter(name => !alwaysDrawn.includes(name)))
  drawVisibleParts()
}

/** Shows more rows of a list. */
export function showMoreRows(list: string, part: HTMLElement, count: number): void {
  limits.set(list, rowLimit(list) + count)
  drawPart(part.id.slice('part-'.length))
}

/** Fills a details element that was opened for the first time. */
export function fillOpened(details: HTMLDetailsElement): void {
  // What is open only for paper isn't what the reader opened.
  if (isEverythingOpen) return
  const {key = ''} = details.dataset
  openByKey.set(key, details.open)
  const container = details.querySelector(':scope > .content')
  if (!details.open || !container || container.querySelector(':scope > :not(noscript)')) return
  container.innerHTML = contentOf(key, details)
  enableControls(container)
}

function contentOf(key: string, details: HTMLDetailsElement): string {
  const part = details.closest<HTMLElement>('[id^="part-"]')
  // What stands in the page from the start wasn't drawn by the script: its contents aren't known yet.
  if (part && !contents.has(key)) filteredSections[part.id.slice('part-'.length)]?.(currentView())
  return contents.get(key)?.(currentView()).markup ?? ''
}

/** Draws everything with everything open, for paper; `false` draws it as before. */
export function drawEverything(isOpen: boolean): void {
  isEverythingOpen = isOpen
  for (const name of Object.keys(filteredSections)) drawPart(name)
}
