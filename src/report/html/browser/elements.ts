/** The element that a selector finds; the page has it. */
export function requireElement<T extends Element>(selector: string, kind: new () => T): T {
  const element = document.querySelector(selector)
  if (element instanceof kind) return element
  throw new Error(`The page has no ${selector}`)
}

function createButton(className: string, title: string): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = className
  button.title = title
  return button
}

/** Enables what needs the script: buttons for more rows, names that set a filter, and commands that can be copied. */
export function enableControls(within: ParentNode): void {
  for (const button of within.querySelectorAll<HTMLElement>('button[hidden]')) button.hidden = false
  for (const name of within.querySelectorAll<HTMLElement>('span[data-app], code[data-check]')) {
    const button = createButton('name', 'Show only this')
    button.append(...name.childNodes)
    Object.assign(button.dataset, name.dataset)
    name.replaceWith(button)
  }

  for (const commands of within.querySelectorAll<HTMLElement>('pre:not(.copyable)')) {
    commands.classList.add('copyable')
    const button = createButton('copy', 'Copy the commands')
    button.dataset['copy'] = ''
    button.textContent = 'Copy'
    commands.prepend(button)
  }
}

/** Says something to readers of the screen, by ear as by eye. */
export function announce(text: string): void {
  requireElement('#announcement', HTMLElement).textContent = text
}
