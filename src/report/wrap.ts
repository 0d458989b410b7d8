/** Words in lines of at most `columns`, indented, lines after the first by `hang` more; a longer word stands alone. Ends with a newline. */
export function paragraph(text: string, columns: number, indent = 0, hang = 0): string {
  const lines: string[] = []
  let current = ' '.repeat(indent)
  let isEmpty = true
  for (const word of text.split(' ')) {
    if (!isEmpty && current.length + 1 + word.length > columns) {
      lines.push(current)
      current = ' '.repeat(indent + hang)
      isEmpty = true
    }

    current += isEmpty ? word : ` ${word}`
    isEmpty = false
  }

  return [...lines, current].map(one => `${one}\n`).join('')
}
