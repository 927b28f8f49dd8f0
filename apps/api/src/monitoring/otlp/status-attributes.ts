/** Where a request's outcome is, by the conventions of today and of before. */
export const STATUS_ATTRIBUTES = ['http.response.status_code', 'http.status_code'];
