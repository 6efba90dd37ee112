/** Ways in which administrations share costs. */
export const sharingKeys = ['perHead', 'perUse', 'fixedAndVariable', 'shapley'] as const;
export type SharingKey = (typeof sharingKeys)[number];
