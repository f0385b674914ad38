/**
 * For statements that parse lines. Evaluating branches only where they are needed copies every column they touch: parsing took twice
 * as long with it. Lines may be long; in blocks of so many bytes they stay in the processor's cache. What holds lines or keys is
 * in no log.
 */
export const parseSettings =
  "SETTINGS short_circuit_function_evaluation = 'disable', compile_expressions = 0, input_format_parallel_parsing = 0, input_format_max_block_size_bytes = 8388608, log_queries = 0"
