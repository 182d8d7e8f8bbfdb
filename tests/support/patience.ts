/**
 * By how much bounds in real time are stretched where other tests run on the same processors at the same time (PTP_PATIENCE, set by
 * `npm test`): 1 where a test has the machine to itself, and its bound is what is promised.
 */
export const patience = Math.max(1, Number(process.env['PTP_PATIENCE'] ?? 1) || 1)
