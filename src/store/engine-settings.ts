import { availableParallelism } from 'node:os'
import { spareBytes } from './write-guard.ts'

/** What makes both engines answer alike, and one question stay within a small machine's memory. */
export const settings = {
  session_timezone: 'UTC',
  date_time_output_format: 'iso',
  date_time_input_format: 'best_effort',
  output_format_json_quote_64bit_integers: 1,
  join_use_nulls: 1,
  max_memory_usage: '900000000',
  max_bytes_before_external_group_by: '300000000',
  max_bytes_before_external_sort: '300000000',
  // Blocks of the default size (a million rows, 256 MB) made appending a log of 3 million lines peak at 1.5 GB; these, at 0.75 GB, as fast.
  max_insert_block_size: '262144',
  min_insert_block_size_rows: '262144',
  min_insert_block_size_bytes: '67108864',
  // A Parquet file is written group by group, each held in memory several times over.
  output_format_parquet_row_group_size: '131072',
  output_format_parquet_row_group_size_bytes: '67108864',
  mutations_sync: '1',
  lightweight_deletes_sync: '1',
} as const

/** Only of the embedded engine. */
export const embeddedSettings = {
  ...settings,
  // Parameters are part of the text here.
  max_query_size: '67108864',
  // Mapped pages of a file being read would count as memory of this process.
  storage_file_read_method: 'pread',
  max_threads: String(Math.min(availableParallelism(), 8)),
  // Its default is 1 GiB a thread, which under the limit below left one thread for everything.
  max_threads_min_free_memory_per_thread: 0,
  // A file is named by a descriptor, which carries no columns of its own.
  use_structure_from_insertion_table_in_table_functions: 1,
  // Looking for what follows from compared comparisons took two thirds of the time a long select took to be understood.
  optimize_and_compare_chain: 0,
  // A full disk is noticed before a block is written, see write-guard.ts.
  min_free_disk_bytes_to_perform_insert: String(spareBytes),
} as const

/** Limits of the whole embedded engine, given when it starts. Its own defaults are a server's: caches of 5 GB each. */
export const embeddedArguments = [
  '--max_server_memory_usage=1100000000',
  // Merging and moving parts stops before the last bytes are gone.
  `--storage_configuration.disks.default.keep_free_space_bytes=${spareBytes / 2}`,
  '--mark_cache_size=134217728',
  '--primary_index_cache_size=67108864',
  '--index_mark_cache_size=16777216',
  '--query_condition_cache_size=16777216',
  '--compiled_expression_cache_size=33554432',
  '--parquet_metadata_cache_size=16777216',
  '--vector_similarity_index_cache_size=1048576',
  '--text_index_tokens_cache_size=1048576',
  '--text_index_header_cache_size=1048576',
  '--text_index_postings_cache_size=1048576',
] as const
