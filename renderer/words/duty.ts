/** Words of "one laptop on duty". */
export const dutyWords = {
  banner: 'Another laptop is active on this number',
  seen: {
    texts: (when: string) => `Texts were sent from this number by another laptop or Twilio’s console, last at ${when}.`,
    address: (when: string) => `Twilio now sends texts to another address, seen at ${when}.`,
  },
  /** While this laptop is off duty. */
  waits: 'What is scheduled here waits; texts you send go out.',
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
