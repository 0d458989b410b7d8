/** The part of a plan's name after its service: `shield-2` in `heroku-postgresql:shield-2`. */
export const planTier = (plan: string): string => plan.slice(plan.indexOf(':') + 1)
