/** Tells every replica that there is work: a hint, all of them look now and then anyway. */
export const CI_WORK = 'ci_work';
