/**
 * An e-mail address as it is compared: in lower case, whatever the database's locale says. What stands before the @ may
 * tell cases apart by its standard, and nowhere does.
 */
export const emailKey = (email: string): string => email.normalize('NFKC').toLowerCase()
