"""The project ledger as a sheet, as workbooks of its own, as Parquet."""
