from django.apps import AppConfig


class BuyersConfig(AppConfig):
    name = "buyers"

    def ready(self) -> None:
        from suppliers.duplicates import relations

        relations.classify("buyers.PurchaseRow", relations.Fate.UNITES)
