import type {Member, Team} from '../../model/facts.js'
import type {HerokuCommand} from '../../model/heroku-command.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'

import {UserError} from '../../foundation/user-error.js'
import {knownWord, requiredArgument, requiredFlag} from '../command-effect.js'
import {bodyByEitherKey, findTeam, forget, updateByEitherKey} from '../lookups.js'
import {asPerson, changePeople, isPerson, leaveAccessOpen, userOf} from '../people.js'

/**
 * An enterprise account's people are members at once. Whether those of another team are invited first, a feature of the
 * team says, which no check reads: it isn't known of whom the lists consist then.
 */
export const addMember: CommandEffect = (editor, command) => {
  const team = teamOf(editor, command)
  const email = requiredArgument(command, 'email')
  if (team.type !== 'team') {
    changePeople(editor, team, () => addOrSet(editor, team, email, roleOf(command)))
    return
  }

  forget(editor, 'invitations', team)
  forget(editor, 'members', team)
}

/** Only the role changes. */
export const setMember: CommandEffect = (editor, command) => {
  const team = teamOf(editor, command)
  const email = emailOf(command)
  const entries = entriesOf(editor, team)
  if (entries && !entries.some(isMemberNamed(email))) throw isNoMember(team, email)
  changePeople(editor, team, () => addOrSet(editor, team, email, roleOf(command)))
}

/** An invitation is withdrawn; only without one, a member is removed. */
export const removeMember: CommandEffect = (editor, command) => {
  const team = teamOf(editor, command)
  const email = emailOf(command)
  const invitations = team.type === 'team' ? invitationsOf(editor, team) : []
  if (invitations?.some(({user}) => isPerson(user, email))) {
    updateByEitherKey(editor, 'invitations', team, list => list.filter(({user}) => !isPerson(user, email)))
    return
  }

  const entries = entriesOf(editor, team)
  if (invitations && entries && !entries.some(isMemberNamed(email))) throw isNoMember(team, email)
  changePeople(editor, team, () => {
    updateByEitherKey(editor, 'members', team, list => list.filter(member => !isMemberNamed(email)(member)))
    leaveAccessOpen(editor, team, email)
  })
}

const teamOf = (editor: FactEditor, command: HerokuCommand): Team => findTeam(editor, requiredFlag(command, 'team'))

/** The CLI takes it as its first word. */
const emailOf = (command: HerokuCommand): string =>
  knownWord(command, command.words[0] ?? requiredArgument(command, 'email'))

/** A variable stays as it is, which is no known role. */
const roleOf = (command: HerokuCommand): string => requiredFlag(command, 'role')

const entriesOf = (editor: FactEditor, team: Team) => bodyByEitherKey(editor, 'members', team)

const invitationsOf = (editor: FactEditor, team: Team) => bodyByEitherKey(editor, 'invitations', team)

const isMemberNamed =
  (email: string) =>
  (member: Member): boolean =>
    isPerson(asPerson(member), email)

function isNoMember(team: Team, email: string): UserError {
  return new UserError(`${email} isn't in the team ${team.name}.`, `heroku members -t ${team.name} lists who is.`)
}

/** Whether a new member uses multi-factor authentication or single sign-on isn't known. */
function addOrSet(editor: FactEditor, team: Team, email: string, role: string): void {
  const user = userOf(editor, email)
  const member: Member = {
    ...(user.email ? {email: user.email} : {}),
    id: editor.newId(),
    role,
    user,
  }
  updateByEitherKey(editor, 'members', team, list =>
    list.some(isMemberNamed(email))
      ? list.map(other => (isMemberNamed(email)(other) ? {...other, role} : other))
      : [...list, member],
  )
}
