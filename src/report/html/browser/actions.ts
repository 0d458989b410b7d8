import {isFiltering} from '../filter.js'
import {countText} from '../../text/labels.js'
import {byteOrderMark} from '../../csv/cell.js'
import {viewCsv} from '../view-csv.js'
import {currentView} from './drawing.js'
import {announce} from './elements.js'

/** Copies where the browser's own way isn't there, or isn't allowed. */
function copyBySelection(text: string): boolean {
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.className = 'visually-hidden'
  document.body.append(field)
  field.select()
  // There's no other way in a page that isn't a secure context.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const isCopied = document.execCommand('copy')
  field.remove()
  return isCopied
}

async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text)
  }
}

/** Copies the commands beside a button, a line each, and says whether that worked. */
export async function copyCommands(button: HTMLElement): Promise<void> {
  const lines = [...(button.parentElement?.querySelectorAll('code') ?? [])].map(({textContent}) => textContent)
  const isCopied = await writeClipboard(lines.join('\n'))
  button.focus()
  button.textContent = isCopied ? 'Copied' : 'Select it by hand'
  announce(isCopied ? `${countText(lines.length, 'command')} copied` : "The browser doesn't let this page copy")
  const reset = () => {
    button.textContent = 'Copy'
  }
  button.addEventListener('blur', reset, {once: true})
}

/** Saves what is listed as a file. It stays within the page: nothing is requested. */
export function saveCsv(): void {
  const view = currentView()
  const url = URL.createObjectURL(new Blob([byteOrderMark, viewCsv(view)], {type: 'text/csv;charset=utf-8'}))
  const link = document.createElement('a')
  link.href = url
  link.download = isFiltering(view.filter) ? 'compliance-filtered.csv' : 'compliance.csv'
  link.click()
  URL.revokeObjectURL(url)
  announce(`${link.download} saved, with ${countText(view.rows.length, 'observation')}`)
}
