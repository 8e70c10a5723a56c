/** Nothing yet: the `keyward` shell arrives with its own issue, and its `bin` with it. */
export {}
