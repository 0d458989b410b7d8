import {canary, daysAgo, uuid} from './ids.js'
import type {AppWorld, Raw} from './types.js'

/** The dynos an app runs: as many of each type as its formation says, none in maintenance of zero. */
export function dynosOf(app: AppWorld): Raw[] {
  const {id, name, generation} = app.record
  return app.formation.flatMap(line =>
    Array.from({length: Number(line.quantity)}, (_, i) => {
      const dyno = `${name}/${String(line.type)}/${i + 1}`
      return {
        id: uuid('dyno', dyno),
        app: {id, name},
        attach_url: `rendezvous://rendezvous.example.com:5000/${canary('attach-url', name)}`,
        command: `run --token ${canary('dyno-command', name)}`,
        created_at: daysAgo(1),
        name:
          generation === 'fir'
            ? `${String(line.type)}-${uuid('dyno', dyno).slice(0, 9)}-${uuid('dyno', dyno).slice(-5)}`
            : `${String(line.type)}.${i + 1}`,
        release: {id: uuid('release', `${name}/0`), version: 1},
        size: line.size,
        state: 'up',
        type: line.type,
        updated_at: daysAgo(1),
      }
    }),
  )
}
