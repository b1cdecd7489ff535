"""What every Word document needs: templates, titles, amounts, fonts."""
