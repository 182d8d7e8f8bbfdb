/** The made-up account every figure runs on: worth nothing anywhere. The number is fictional (555-01xx). */
export const account = {
  accountSid: 'AC5e0c5b3f2d7a4836b1e0c3d5f7a92846',
  authToken: 'bench00000000000000000000000token',
  number: '+13125550111',
} as const
