/** What a call says besides the words that staff wrote. */
export interface SpokenWords {
  /** Who calls; the camp's name may be empty. */
  readonly opening: (camp: string) => string
  readonly again: string
  readonly keys: string
  readonly confirmed: string
  readonly leaveMessage: string
  readonly goodbye: string
}

/**
 * The app's own words by ISO 639-1. They are put so that a camp's name stands in them unchanged, whatever it is, and so that a man's
 * voice and a woman's can both say them, to whoever picks up.
 */
export const ownWords = {
  en: {
    opening: (camp) => `Hello. This is a message from ${camp === '' ? 'the camp' : camp}.`,
    again: 'Here it is again.',
    keys: 'Press 1 to hear it again. Press 2 to confirm. Press 3 to leave a message for the camp.',
    confirmed: 'Thank you. The camp knows that you have heard it. Goodbye.',
    leaveMessage: 'Speak after the tone. Hang up when you are done.',
    goodbye: 'Goodbye.',
  },
  es: {
    opening: (camp) => `Hola. Este es un mensaje ${camp === '' ? 'del campamento' : `de ${camp}`}.`,
    again: 'Lo repetimos.',
    keys: 'Marque 1 para oírlo otra vez. Marque 2 para confirmar. Marque 3 para dejar un mensaje.',
    confirmed: 'Gracias. El campamento sabe que lo ha oído. Adiós.',
    leaveMessage: 'Hable después del tono. Cuelgue cuando termine.',
    goodbye: 'Adiós.',
  },
  fr: {
    opening: (camp) => `Bonjour. Ceci est un message du camp${camp === '' ? '' : ` ${camp}`}.`,
    again: 'Nous répétons le message.',
    keys: 'Appuyez sur le 1 pour le réentendre. Appuyez sur le 2 pour confirmer. Appuyez sur le 3 pour laisser un message au camp.',
    confirmed: 'Merci. Le camp sait que vous avez entendu le message. Au revoir.',
    leaveMessage: 'Parlez après le signal sonore. Raccrochez quand vous aurez terminé.',
    goodbye: 'Au revoir.',
  },
  pt: {
    opening: (camp) => `Olá. Esta é uma mensagem ${camp === '' ? 'do acampamento' : `de ${camp}`}.`,
    again: 'Vamos repetir a mensagem.',
    keys: 'Pressione 1 para ouvir de novo. Pressione 2 para confirmar. Pressione 3 para deixar uma mensagem para o acampamento.',
    confirmed: 'Agradecemos. O acampamento sabe que você ouviu a mensagem. Até logo.',
    leaveMessage: 'Fale depois do sinal. Desligue quando terminar.',
    goodbye: 'Até logo.',
  },
  pl: {
    opening: (camp) => `Dzień dobry. To jest wiadomość od ${camp === '' ? 'organizatorów obozu' : camp}.`,
    again: 'Powtarzamy wiadomość.',
    keys: 'Proszę nacisnąć 1, aby odsłuchać ponownie. Proszę nacisnąć 2, aby potwierdzić. Proszę nacisnąć 3, aby zostawić wiadomość dla organizatorów.',
    confirmed: 'Dziękujemy. Organizatorzy wiedzą, że wiadomość została wysłuchana. Do widzenia.',
    leaveMessage: 'Proszę mówić po sygnale. Na koniec proszę się rozłączyć.',
    goodbye: 'Do widzenia.',
  },
  zh: {
    opening: (camp) => `您好。这是来自${camp === '' ? '训练营' : camp}的消息。`,
    again: '现在重复一遍。',
    keys: '重听请按1。确认请按2。给训练营留言请按3。',
    confirmed: '谢谢。训练营已经知道您听到了这条消息。再见。',
    leaveMessage: '请在提示音后留言。说完后请挂断电话。',
    goodbye: '再见。',
  },
  ar: {
    opening: (camp) => `مرحبًا. هذه رسالة من ${camp === '' ? 'المخيم' : camp}.`,
    again: 'نعيد الرسالة مرة أخرى.',
    keys: 'يرجى الضغط على الرقم 1 لسماع الرسالة مرة أخرى. يرجى الضغط على الرقم 2 للتأكيد. يرجى الضغط على الرقم 3 لترك رسالة للمخيم.',
    confirmed: 'شكرًا. لقد علم المخيم أن الرسالة قد سُمعت. مع السلامة.',
    leaveMessage: 'يرجى التحدث بعد سماع الصافرة، ثم إنهاء المكالمة عند الانتهاء.',
    goodbye: 'مع السلامة.',
  },
  vi: {
    opening: (camp) => `Xin chào. Đây là tin nhắn từ ${camp === '' ? 'trại hè' : camp}.`,
    again: 'Chúng tôi xin nhắc lại.',
    keys: 'Vui lòng bấm phím 1 để nghe lại. Vui lòng bấm phím 2 để xác nhận. Vui lòng bấm phím 3 để gửi lời nhắn cho trại.',
    confirmed: 'Xin cảm ơn quý vị. Trại đã biết rằng quý vị đã nghe tin nhắn này. Xin tạm biệt.',
    leaveMessage: 'Xin quý vị nói sau tiếng bíp. Nói xong, xin vui lòng gác máy.',
    goodbye: 'Xin tạm biệt.',
  },
} as const satisfies Readonly<Record<string, SpokenWords>>
