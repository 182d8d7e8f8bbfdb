import type { PracticeAccount } from './types.ts'

/** The account practice mode runs on: made up, worth nothing anywhere else. The number is fictional (555-01xx). */
export const practiceAccount: PracticeAccount = {
  accountSid: 'AC9f1c5b0e2d7a4836b1e0c3d5f7a92846',
  authToken: 'practice0000000000000000000token',
  type: 'Full',
  friendlyName: 'Practice camp',
  numbers: [{ phoneNumber: '+13125550100', friendlyName: 'Camp tent' }],
}
