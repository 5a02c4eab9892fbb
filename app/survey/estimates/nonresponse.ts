/** What is done about those who were asked and did not answer, before calibration. */
export const NONRESPONSES = ['classes', 'none'] as const
export type Nonresponse = (typeof NONRESPONSES)[number]
