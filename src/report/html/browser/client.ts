import type {Filter} from '../filter.js'

import {filterText, isFiltering} from '../filter.js'
import {countText, formatNumber} from '../../text/labels.js'
import {copyCommands, saveCsv} from './actions.js'
import {
  currentView,
  drawAgain,
  drawDownTo,
  drawEverything,
  drawVisibleParts,
  fillOpened,
  pageData,
  postponeUndrawn,
  showMoreRows,
} from './drawing.js'
import {enableControls, requireElement} from './elements.js'
import {clearFields, filterField, form, offerApps} from './filter-fields.js'

const moreRows = 100
const filterSummary = requireElement('#shown', HTMLElement)

function apply(): void {
  drawAgain()
  const {data, filter, rows} = currentView()
  const isFiltered = isFiltering(filter)
  document.body.classList.toggle('is-filtered', isFiltered)
  const total = countText(data.rows.length, 'observation')
  filterSummary.textContent = isFiltered
    ? `Only ${filterText(filter)}: ${formatNumber(rows.length)} of ${total}. The whole report has its verdict on top.`
    : ''
}

function setFilter(name: keyof Filter, value: string): void {
  const field = filterField(name)
  if (field) field.value = value
  apply()
  field?.focus()
  form.scrollIntoView()
}

function showAll(): void {
  clearFields()
  apply()
  filterField('search')?.focus()
}

function showMore(button: HTMLElement): void {
  const listName = button.dataset['more'] ?? ''
  const part = button.closest<HTMLElement>('[id^="part-"]')
  if (!part) return
  const position = [...part.querySelectorAll('li, tr')].length
  showMoreRows(listName, part, moreRows)
  const nextFocus =
    part.querySelector<HTMLElement>(`[data-more="${CSS.escape(listName)}"]`) ??
    part.querySelectorAll<HTMLElement>('li, tr')[position] ??
    part.querySelector<HTMLElement>('li, tr')
  if (nextFocus && !nextFocus.matches('button')) nextFocus.tabIndex = -1
  nextFocus?.focus()
}

const actions: Readonly<Record<string, (button: HTMLElement) => void>> = {
  app: ({dataset}) => setFilter('app', dataset['app'] ?? ''),
  check: ({dataset}) => setFilter('check', dataset['check'] ?? ''),
  copy: button => void copyCommands(button),
  csv: saveCsv,
  more: showMore,
  reset: showAll,
}

function goTo(link: HTMLAnchorElement): void {
  const id = link.hash.slice(1)
  if (document.querySelector(`#part-${CSS.escape(id)}`)) drawDownTo(id)
}

document.addEventListener('click', ({target}) => {
  if (!(target instanceof Element)) return
  const link = target.closest<HTMLAnchorElement>('a[href^="#"]')
  if (link) goTo(link)
  const button = target.closest('button')
  const action = button && Object.keys(button.dataset).find(name => Object.hasOwn(actions, name))
  if (button && action !== undefined && action !== null) actions[action]?.(button)
})
document.addEventListener(
  'toggle',
  ({target}) => {
    if (target instanceof HTMLDetailsElement) fillOpened(target)
  },
  true,
)
filterField('app')?.addEventListener('focus', () => offerApps(pageData().subjects.map(({app}) => app)))
form.addEventListener('submit', event => event.preventDefault())
form.addEventListener('input', () => apply())
form.addEventListener('reset', event => {
  event.preventDefault()
  clearFields()
  apply()
})

// Only a page that was made in full has its details on paper.
if (document.body.classList.contains('full')) {
  addEventListener('beforeprint', () => drawEverything(true))
  addEventListener('afterprint', () => drawEverything(false))
}

form.hidden = false
enableControls(document)
postponeUndrawn()
drawVisibleParts()
