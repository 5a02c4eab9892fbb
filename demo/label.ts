/** What every invented file says of itself. */
export const FICTITIOUS = 'données fictives'
