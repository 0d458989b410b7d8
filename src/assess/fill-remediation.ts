import type {Remediation} from '../model/remediation.js'
import type {Subject} from '../model/subject.js'

import {shellQuote} from '../foundation/shell.js'

/**
 * A check's remediation with the names of one subject in place of `{app}`, `{name}` and the like. Commands that need a
 * name or a field that the subject doesn't have are left out.
 */
export function fillRemediation({commands, text, url}: Remediation, subject: Subject): Remediation {
  const filledCommands = (commands ?? []).flatMap(command => {
    const filled = command.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const value = placeholderValue(subject, name)
      return value === undefined ? '{}' : shellQuote(value)
    })
    return filled.includes('{}') ? [] : [filled]
  })
  return {text, ...(filledCommands.length > 0 ? {commands: filledCommands} : {}), ...(url ? {url} : {})}
}

const identityKeys = ['app', 'id', 'name', 'space', 'team'] as const

function placeholderValue(subject: Subject, name: string): string | undefined {
  const identityKey = identityKeys.find(key => key === name)
  if (identityKey) return subject[identityKey] ?? (name === subject.kind ? subject.name : undefined)
  if (name === 'attachment') return subject.name.slice(subject.name.indexOf('/') + 1)
  const fieldValue = subject.fields[name]?.()
  return fieldValue && 'value' in fieldValue ? String(fieldValue.value) : undefined
}
