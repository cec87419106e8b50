/** Something that whoever typed the command can act on: its message is printed, without a stack. */
export class Failure extends Error {}
