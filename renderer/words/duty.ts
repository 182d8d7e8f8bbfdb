/** Words of "one laptop on duty". */
export const dutyWords = {
  banner: 'Another laptop is active on this number',
  seen: {
    texts: (when: string) => `It, or Twilio’s console, last sent texts at ${when}.`,
    address: (when: string) => `Since ${when} Twilio is known to send texts to another address.`,
  },
  /** While this laptop is off duty. */
  waits: 'What is scheduled here waits.',
  takeOver: 'Take over here',
  stay: 'Stay on duty',
  leave: 'Leave it',
  status: {
    on: 'On duty',
    onHint: 'Scheduled texts leave from this laptop.',
    onBesideHint:
      'Scheduled texts leave from this laptop. Another one texts from the number, too; choose this to change.',
    off: 'Another laptop is on duty',
    offHint: 'What is scheduled here waits. Choose this to take over.',
  },
} as const
