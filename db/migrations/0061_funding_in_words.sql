-- 0061_funding_in_words.sql: the national register of 2022 writes the funding of a dwelling in words where other years write its code.
alter table stock_dwelling drop constraint stock_dwelling_funding_code_check;
alter table stock_dwelling add check (length(funding_code) <= 120);
