/** What one of ngrok's codes asks of us: stop and tell, wait for the domain or a free place, or just try again. */
export type Refusal =
  | { readonly verdict: 'fatal'; readonly reason: string; readonly remedy: string }
  | { readonly verdict: 'occupied'; readonly reason: string; readonly remedy: string }
  | { readonly verdict: 'retry' }

const pasteToken =
  'Copy your authtoken from dashboard.ngrok.com under "Your Authtoken" and paste it again in Settings, Webhooks.'
const update = 'Install the newest version of PTP Comms Hub. Texts still come in by catch-up meanwhile.'
const checkDomain = 'Copy the domain from dashboard.ngrok.com under "Domains" and paste it again in Settings, Webhooks.'
const checkPlan = 'Use the free domain of your account, or change the plan at dashboard.ngrok.com.'
const checkAccount = 'Sign in at dashboard.ngrok.com to see what your account needs, then press "Reconnect now".'

type Words = readonly [reason: string, remedy: string]

/** ngrok docs: errors. Trying these again changes nothing. */
const fatal: Readonly<Record<number, Words>> = {
  102: ['A payment to ngrok is due.', checkAccount],
  103: ['ngrok has suspended this account.', checkAccount],
  105: ['ngrok does not know this authtoken.', pasteToken],
  106: ['This authtoken is of a kind ngrok no longer takes.', pasteToken],
  107: ['This authtoken was reset, or belongs to somebody else.', pasteToken],
  111: ["ngrok no longer takes this app's heartbeat.", update],
  112: ["ngrok no longer takes this app's heartbeat.", update],
  115: [
    "The account's IP policy keeps this network out.",
    'Change the IP policy at dashboard.ngrok.com, or use another network.',
  ],
  116: [
    "The account's IP policy keeps this network out.",
    'Change the IP policy at dashboard.ngrok.com, or use another network.',
  ],
  120: ['ngrok no longer takes this version of its agent.', update],
  121: ['ngrok no longer takes this version of its agent.', update],
  123: [
    "The account's e-mail address is not verified.",
    'Open the e-mail ngrok sent when the account was made and follow its link, then press "Reconnect now".',
  ],
  124: ["ngrok no longer takes this app's name for itself.", update],
  300: ['This authtoken was revoked.', pasteToken],
  313: ['A domain of your own needs another ngrok plan.', checkPlan],
  314: ['A domain of your own needs another ngrok plan.', checkPlan],
  316: [
    'This authtoken may not use this domain.',
    "Change the authtoken's access rules at dashboard.ngrok.com, or use another domain.",
  ],
  319: ['This domain is not one of your account.', checkPlan],
  320: ['This domain belongs to another ngrok account.', checkDomain],
  337: ['A payment to ngrok is due.', checkAccount],
  338: ['ngrok has suspended this account.', checkAccount],
  4018: ['ngrok was given no authtoken.', pasteToken],
  9016: ["The account's plan has no webhook verification.", checkPlan],
}

/** Another session holds what we need: usually our own of a moment ago, which ngrok has not yet noticed to be gone. */
const occupied: Readonly<Record<number, Words>> = {
  108: [
    'The ngrok account has as many agents running as its plan allows.',
    'Quit ngrok on other computers, or close old sessions at dashboard.ngrok.com under "Agents". This goes on trying.',
  ],
  334: [
    'The domain is still in use by an earlier session or another computer.',
    'If PTP Comms Hub or ngrok runs on another computer with this domain, quit it there. This goes on trying.',
  ],
}

function isBetween(code: number, low: number, high: number): boolean {
  return code >= low && code <= high
}

/** @param code the number in `ERR_NGROK_105`; null where the failure had none */
export function refusalOf(code: number | null): Refusal {
  if (code === null) return { verdict: 'retry' }
  const words = fatal[code]
  if (words) return { verdict: 'fatal', reason: words[0], remedy: words[1] }
  const held = occupied[code]
  if (held) return { verdict: 'occupied', reason: held[0], remedy: held[1] }
  if (isBetween(code, 326, 331)) {
    return { verdict: 'fatal', reason: 'ngrok cannot use a domain written like this.', remedy: checkDomain }
  }
  if (isBetween(code, 2000, 2999) || isBetween(code, 7000, 7999)) {
    return { verdict: 'fatal', reason: 'ngrok refuses the policy of this account or domain.', remedy: checkAccount }
  }
  return { verdict: 'retry' }
}
